package dev.bellwether.rules;

import dev.bellwether.drl.EngineMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.CanonicalKieModule;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;

/**
 * Rule texts compiled by the executable model, all in one go. From what was compiled any number of knowledge bases can
 * be made, of some of the rules each. Closing it lets the generated classes go; without that every reload would leak
 * them.
 */
final class Compilation implements AutoCloseable {

    /**
     * What the engine says of a mistake.
     *
     * @param text the index of the text it speaks of; -1 when it does not say
     */
    record Complaint(int text, EngineMessage message) {}

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");

    private final KieServices services = KieServices.get();
    private final ReleaseId release =
            services.newReleaseId("dev.bellwether", "rules", UUID.randomUUID().toString());
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<Model> models = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // build() makes it, before anyone asks
    private KieContainer container;

    private Compilation() {}

    static Compilation of(List<String> texts) {
        var compilation = new Compilation();
        // the loader that sees the facts: in a packed jar no other does, whatever the calling thread's may be
        var classLoader = new AllowListClassLoader(Compilation.class.getClassLoader());
        compilation.build(texts, classLoader);
        return compilation;
    }

    List<Complaint> complaints() {
        return List.copyOf(complaints);
    }

    List<Rule> rules() {
        return models.stream().flatMap(model -> model.getRules().stream()).toList();
    }

    /** A knowledge base of the rules that are {@code wanted}. */
    KieBase knowledgeBase(Predicate<Rule> wanted) {
        List<Model> some = new ArrayList<>();
        for (Model model : models) {
            some.add(new ModelImpl(model.getName())
                    .withRules(model.getRules().stream().filter(wanted).toList())
                    .withGlobals(model.getGlobals()));
        }
        KieBaseConfiguration configuration = services.newKieBaseConfiguration(null, container.getClassLoader());
        // the index over ranges takes NaN for the greatest number of all
        configuration.setOption(AlphaRangeIndexThresholdOption.get(0));
        return KieBaseBuilder.createKieBaseFromModel(some, configuration);
    }

    @Override
    public void close() {
        if (container != null) {
            container.dispose();
        }
        services.getRepository().removeKieModule(release);
    }

    private void build(List<String> texts, ClassLoader classLoader) {
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        for (int i = 0; i < texts.size(); i++) {
            files.write(pathOf(i, texts.get(i)), texts.get(i));
        }
        KieBuilder builder = services.newKieBuilder(files, classLoader);
        try {
            builder.buildAll(ExecutableModelProject.class);
            builder.getResults().getMessages(Message.Level.ERROR).forEach(this::complain);
        } catch (RuntimeException e) {
            // some mistakes it throws instead of telling them
            complaints.add(new Complaint(-1, EngineMessage.of(String.valueOf(e.getMessage()))));
        }
        if (complaints.isEmpty()) {
            container = services.newKieContainer(release, classLoader);
            loadModels((InternalKieModule) builder.getKieModule());
        }
    }

    /** A number tells texts apart whatever their files are called; the folder is where the engine wants a package. */
    private static String pathOf(int number, String text) {
        Matcher found = PACKAGE.matcher(text);
        String folder = found.find() ? found.group(1).replace('.', '/') + "/" : "";
        return "src/main/resources/" + folder + number + ".drl";
    }

    private void complain(Message message) {
        String path = message.getPath() == null ? "" : message.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        int text = name.matches("\\d+\\.drl") ? Integer.parseInt(name.substring(0, name.length() - 4)) : -1;
        EngineMessage normal = EngineMessage.of(message.getText());
        if (!normal.text().isEmpty()) {
            complaints.add(new Complaint(text, normal.orAtLine(message.getLine())));
        }
    }

    private void loadModels(InternalKieModule module) {
        byte[] list = module.getBytes(CanonicalKieModule.getModelFileWithGAV(release));
        List<String> lines = new String(list, StandardCharsets.UTF_8).lines().toList();
        try {
            for (String name : lines.subList(1, lines.size())) { // the first tells the version
                Class<?> model = container.getClassLoader().loadClass(name);
                models.add((Model) model.getConstructor().newInstance());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("compiled rules cannot be loaded", e);
        }
    }
}
