package dev.bellwether.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that some tests use. */
public final class Installed {

    private Installed() {}

    /** The program's name; where it is absent the test is skipped loudly, and fails in CI. */
    public static String program(String name, String debianPackage) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        if (!found) {
            String why = name + " is not installed; on Debian: apt-get install " + debianPackage;
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                fail(why);
            }
            System.err.println("SKIPPED: " + why);
            Assumptions.abort(why);
        }
        return name;
    }
}
