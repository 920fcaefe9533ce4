package dev.bellwether.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which Bellwether this is, on which Java. */
final class Version implements IVersionProvider {

    private static final String WRITTEN_BY_THE_BUILD = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"bellwether " + version() + " (Java " + Runtime.version() + ")"};
    }

    private static String version() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(WRITTEN_BY_THE_BUILD)) {
            if (in == null) {
                return "development";
            }
            var build = new Properties();
            build.load(in);
            return build.getProperty("build.version", "development");
        }
    }
}
