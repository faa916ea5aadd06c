package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Descriptions of models in files that are otherwise sound.
class ArchitectureTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private void refused(String from, String to, String... parts) {
    Model.input(4).dense(5).relu().dense(3).save(file());
    var content = Safetensors.read(file());
    var text = content.metadata().getOrDefault("gradus.model", "");
    assertTrue(text.contains(from), text);
    var damaged = folder.resolve("damaged");
    Safetensors.write(
        damaged,
        content.arrays().values(),
        Map.of(
            "gradus.model", text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))));
    says(() -> Model.load(damaged), parts);
    says(() -> Model.load(damaged), damaged.toString());
  }

  @Test
  void descriptionsThatAreNotSound() {
    refused(
        "\"units\":5", "\"units\":6", "dense_1.weight: expected the shape [4, 6]", "has [4, 5]");
    refused("\"units\":5", "\"units\":0", "cannot be made from the settings", "at least 1 unit");
    refused("\"units\":5", "\"units\":\"5\"", "layer 1.units should be int", "\"5\"");
    refused("\"units\":5", "\"units\":5000000000", "should be int");
    refused("\"units\":5", "\"units\":null", "should be int");
    refused("\"units\":5", "\"units\":2147483647", "than 2^31");
    refused("\"units\":5", "\"units\":500000000", "expected the shape [4, 500000000]");
    refused("\"units\":5,", "", "misses units");
    refused("\"units\":5", "\"units\":5,\"unit\":1", "other settings");
    refused("\"units\":5", "\"units\":5,\"units\":5", "\"units\" twice");
    refused("\"Dense\"", "\"Dance\"", "kind Dance", "update Gradus");
    refused("\"Dense\"", "\"java.lang.Thread\"", "kind java.lang.Thread");
    refused("\"Dense\"", "\"Initializer.He\"", "is a Initializer.He", "LayerSpec is needed");
    refused("\"initializer\":null", "\"initializer\":1", "should be Initializer");
    refused("\"input\":[4]", "\"input\":[-4]", "cannot be negative");
    refused("\"input\":[4]", "\"input\":[4,4,4]", "cannot be built", "flatten");
    refused("\"version\":1", "\"version\":3", "version 3");
    refused("\"version\":1,", "", "should have the entries");
    refused("\"frozen\":[]", "\"frozen\":[\"x\"]", "\"x\" is frozen");
    refused("\"layers\":[", "\"layers\":{", "not sound JSON");
    refused("{\"@type\":\"Relu\"}", "null", "layer 2 is null");
    refused("\"bias\":true", "\"bias\":" + "[".repeat(100), "not sound JSON");
  }
}
