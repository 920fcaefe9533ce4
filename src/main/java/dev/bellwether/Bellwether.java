package dev.bellwether;

import dev.bellwether.app.Application;
import dev.bellwether.app.NotifySettingsReader;
import dev.bellwether.app.Passwords;
import dev.bellwether.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;

/** Starts Bellwether: the service with {@code serve} or no verb, and the command line, without Spring, with any other. */
public final class Bellwether {

    private Bellwether() {}

    public static void main(String[] args) {
        if (Cli.isToServe(args)) {
            serve(Cli.settingsOf(args));
        } else {
            // a verb's answer is for people and pipes; what the log would say stands in the answer
            System.setProperty("logback.configurationFile", "logback-cli.xml");
            System.exit(
                    Cli.onConsole(NotifySettingsReader::read, Passwords::encode).run(args));
        }
    }

    private static void serve(String[] settings) {
        try {
            SpringApplication.run(Application.class, settings);
        } catch (AbandonedRunException e) {
            throw e; // a build tool only wanted to look
        } catch (RuntimeException e) {
            System.exit(Cli.NOT_RUN); // Spring has said why
        }
    }
}
