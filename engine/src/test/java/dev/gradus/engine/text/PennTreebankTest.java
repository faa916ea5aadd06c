package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Covers({"I03"})
class PennTreebankTest {
  @TempDir Path folder;

  private void write(String part, String text) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/ptb." + part + ".txt"), text);
  }

  @Test
  void readsSentencesAndTheirWords() throws IOException {
    write("train", " the N <unk> of mr. smith 's \n the end \n");
    write("valid", " the start \n");
    write("test", " mr. N \n");
    var ptb = PennTreebank.read(folder.toString());
    assertEquals(9 + 2, ptb.train().size());
    // two of "the" and of "<eos>", then by their characters
    assertEquals(
        "[<eos>, the, 's, <unk>, N, end, mr., of, smith]",
        ptb.train().vocabulary().tokens().toString());
    assertEquals("the <unk>\n", ptb.valid().decode(ptb.valid().tokens()));
    assertEquals(3, ptb.test().size());
    assertEquals(ptb.train().vocabulary(), ptb.test().vocabulary());
  }

  /// As many words as the real file has.
  @Test
  void tenThousandWordsAreTenThousandTokens() throws IOException {
    var text = new StringBuilder("<unk> N\n");
    for (int i = 0; i < 9997; i++) {
      text.append("w").append(i).append(i % 20 == 19 ? "\n" : " ");
    }
    write("train", text.toString());
    write("valid", "w1 unheard\n");
    write("test", "w2\n");
    assertEquals(10_000, PennTreebank.read(folder).train().vocabSize());
  }

  @Test
  void saysWhatIsMissing() {
    var e = assertThrows(DataException.class, () -> PennTreebank.read(folder));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("ptb.train.txt"));
  }
}
