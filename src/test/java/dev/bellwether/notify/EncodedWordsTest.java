package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[CRITICAL] Spain: parcels late",
                "[CRITICAL] Spain: shipment within promise probability (correo) 95 % → 45 % since Sun 07:35 and 12 more",
                "a long one in plain letters, folded at its blanks, as it is longer than a line of a header may be in all",
                "=?UTF-8?B?c3B5?=",
                "Доставка в Россию задерживается, а покупатели ждут посылку уже вторую неделю",
                "漢字🦒👩‍🚀🇪🇸𠜎𝒳"
            })
    void areReadAsTheyWereMeant(String text) throws Exception {
        assertThat(read(EncodedWords.header("Subject", text))).isEqualTo(text);
    }

    @Test
    void areReadAsTheyWereMeantWhateverTheLettersAre() throws Exception {
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(120), ' ', 0x1F680)
                    .filter(Character::isLetterOrDigit)
                    .limit(60)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(read(EncodedWords.header("Subject", text))).isEqualTo(text);
        }
    }

    @Test
    void keepEveryLineShort() {
        String header = "Subject: "
                + EncodedWords.header("Subject", "Größe → 漢字🦒 ".repeat(30).strip());

        assertThat(header.split("\r\n")).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(76)
                .matches("[ -~]+"));
    }

    @Test
    void leavePlainTextAsItIs() {
        assertThat(EncodedWords.header("Subject", "[HIGH] Brazil: payments fail"))
                .isEqualTo("[HIGH] Brazil: payments fail");
    }

    private static String read(String header) throws Exception {
        return MimeUtility.decodeText(MimeUtility.unfold(header));
    }
}
