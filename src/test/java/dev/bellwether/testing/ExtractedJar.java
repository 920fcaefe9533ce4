package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The packaged jar, unpacked by its own tool and with an archive of loaded classes: for tests that start it often. */
public final class ExtractedJar {

    private final Path jar;
    private final Path archive;

    private ExtractedJar(Path folder) {
        this.jar = folder.resolve(ServiceProcess.JAR.getFileName());
        this.archive = folder.resolve("classes.jsa");
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

    /** Writes the archive when it is closed. */
    public ServiceProcess train(Path folder, List<String> settings) {
        return ServiceProcess.launch(folder, jar, List.of("-XX:ArchiveClassesAtExit=" + archive), settings);
    }

    /** Starts quicker where there is an archive. */
    public ServiceProcess launch(Path folder, List<String> settings) {
        return ServiceProcess.launch(
                folder, jar, List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable"), settings);
    }
}
