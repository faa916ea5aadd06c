package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.io.Spoiling.Kind;
import dev.gradus.engine.io.Spoiling.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spoilt files of every kind are read, or refused with the one documented exception: nothing else
/// is thrown, nothing takes long, and no length in a file makes memory be taken that the file does
/// not bear out.
///
/// Half of the kinds are spoilt by their bytes, half by their structure, as a layer that reads
/// itself or a thousand repeats within a thousand repeats.
class FileFuzzTest {
  private static final String MODEL = "gradus.model";

  @TempDir Path folder = Path.of("");

  @Test
  void twoThousandSpoiltFiles() throws Exception {
    new Spoiling(folder, kinds()).run(2_000, 1);
  }

  @Test
  @Tag("full")
  void aHundredThousandSpoiltFiles() throws Exception {
    new Spoiling(folder, kinds()).run(100_000, 2);
  }

  // ---- how files are read

  private static final Reading MODELS =
      path -> {
        var model = ModelFile.read(path).model();
        return model::summary;
      };

  private static final Reading TRAINING =
      path -> {
        var file = TrainingFile.read(path);
        TrainingFile.history(path);
        TrainingFile.state(path, file.model());
        return () -> SoundFiles.trained(file.model()).steps(7).resume();
      };

  private static Reading torch() {
    var model =
        Model.sequential(
            Shape.of(2, 4, 4), conv2d(3, 3).padding(1), relu(), flatten(), dense(5).named("head"));
    return path -> {
      TorchWeights.load(model, path, Map.of("conv2d_1", "conv", "head", "fc"));
      return () -> {};
    };
  }

  private static Reading weights(Model model) {
    return path -> {
      ModelFile.loadWeights(model, path);
      return () -> {};
    };
  }

  private static Runnable everything(Path path) {
    for (var array : Safetensors.read(path).arrays().values()) {
      array.toDoubles();
    }
    return () -> {};
  }

  private static Runnable npy(Path path) {
    Npy.read(path).toFloats();
    return () -> {};
  }

  private static Runnable npz(Path path) {
    Npz.read(path).values().forEach(NamedArray::toFloats);
    return () -> {};
  }

  // ---- kinds

  private List<Kind> kinds() throws IOException {
    var kinds = new ArrayList<Kind>();
    addModels(kinds);
    addTraining(kinds);
    addTorch(kinds);
    addNumpy(kinds);
    return kinds;
  }

  private void addModels(List<Kind> kinds) throws IOException {
    var models =
        Map.of(
            "images", SoundFiles.images(),
            "sequences", SoundFiles.sequences(),
            "graph", SoundFiles.graph(),
            "branches", SoundFiles.branches(),
            "siamese", GraphFileTest.siamese(),
            "two inputs", GraphFileTest.twoInputs());
    for (var e : new java.util.TreeMap<>(models).entrySet()) {
      var path = folder.resolve("sound");
      SoundFiles.model(path, e.getValue());
      var torn = Torn.of(path);
      kinds.add(bytes("model " + e.getKey(), Files.readAllBytes(path), MODELS));
      kinds.add(text("text of " + e.getKey(), torn, MODEL, MODELS));
      kinds.add(notes("layers of " + e.getKey(), torn, MODEL, MODELS));
      if (e.getKey().equals("graph")) {
        kinds.add(header("header of " + e.getKey(), torn, MODELS));
        kinds.add(header("weights of " + e.getKey(), torn, weights(SoundFiles.graph())));
      }
    }
  }

  private void addTraining(List<Kind> kinds) throws IOException {
    var path = folder.resolve("training");
    SoundFiles.training(path);
    var torn = Torn.of(path);
    kinds.add(bytes("training", Files.readAllBytes(path), TRAINING));
    kinds.add(notes("notes of training", torn, "training", TRAINING));
    kinds.add(notes("layers of training", torn, MODEL, TRAINING));
    kinds.add(header("header of training", torn, TRAINING));
  }

  private static void addTorch(List<Kind> kinds) throws IOException {
    var path = Sentences.golden("torch.safetensors");
    kinds.add(bytes("torch", Files.readAllBytes(path), torch()));
    kinds.add(header("header of torch", Torn.of(path), torch()));
    var all = Sentences.golden("kinds.safetensors");
    kinds.add(bytes("safetensors", Files.readAllBytes(all), FileFuzzTest::everything));
    kinds.add(header("header of safetensors", Torn.of(all), FileFuzzTest::everything));
  }

  private void addNumpy(List<Kind> kinds) throws IOException {
    var cube = Npy.read(Sentences.golden("version1.npy"));
    for (var name : List.of("fortran-big.npy", "version2.npy")) {
      var file = Files.readAllBytes(Sentences.golden(name));
      kinds.add(bytes(name, file, FileFuzzTest::npy));
      kinds.add(NpySpoiler.kind("dictionary of " + name, file, FileFuzzTest::npy));
    }
    var path = folder.resolve("arrays");
    Npz.writeCompressed(path, List.of(cube, cube.named("b")));
    kinds.add(bytes("npz packed", Files.readAllBytes(path), FileFuzzTest::npz));
    Npz.write(path, List.of(cube, cube.named("b")));
    kinds.add(bytes("npz stored", Files.readAllBytes(path), FileFuzzTest::npz));
    kinds.add(
        new Kind(
            "npz made up",
            Files.readAllBytes(path),
            random -> NpySpoiler.zip(Files.readAllBytes(Sentences.golden("version1.npy")), random),
            FileFuzzTest::npz));
  }

  private static Kind bytes(String name, byte[] sound, Reading reading) {
    return new Kind(name, sound, random -> ByteSpoiler.spoilt(sound, random), reading);
  }

  /// The text of a note is spoilt, in a file that is otherwise sound.
  private static Kind text(String name, Torn torn, String key, Reading reading) {
    var latin = StandardCharsets.ISO_8859_1;
    var text = torn.note(key).getBytes(latin);
    return new Kind(
        name,
        torn.with(torn.header().toString()),
        random -> torn.withNote(key, new String(ByteSpoiler.spoilt(text, random), latin)),
        reading);
  }

  /// The structure of a note is spoilt, in a file that is otherwise sound.
  private static Kind notes(String name, Torn torn, String key, Reading reading) {
    return json(
        name,
        torn,
        JsonParser.parseString(torn.note(key)),
        text -> torn.withNote(key, text),
        reading);
  }

  /// The structure of the header is spoilt.
  private static Kind header(String name, Torn torn, Reading reading) {
    return json(name, torn, torn.header(), torn::with, reading);
  }

  private static Kind json(
      String name, Torn torn, JsonElement sound, Function<String, byte[]> file, Reading reading) {
    return new Kind(
        name,
        torn.with(torn.header().toString()),
        random -> file.apply(new JsonSpoiler(random).spoil(sound)),
        reading);
  }
}
