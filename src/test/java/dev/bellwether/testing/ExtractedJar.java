package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The packaged jar, unpacked by its own tool, which starts quicker: for tests that start it often. */
public final class ExtractedJar {

    private final Path jar;

    private ExtractedJar(Path folder) {
        this.jar = folder.resolve(ServiceProcess.JAR.getFileName());
    }

    /** @param folder empty */
    public static ExtractedJar in(Path folder) throws IOException, InterruptedException {
        assertThat(ServiceProcess.JAR)
                .as("the packaged jar; run mvn package first")
                .exists();
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        ServiceProcess.JAR.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(tool.waitFor()).isZero();
        return new ExtractedJar(folder);
    }

    public ServiceProcess launch(Path folder, List<String> settings) {
        return ServiceProcess.launch(folder, jar, settings);
    }
}
