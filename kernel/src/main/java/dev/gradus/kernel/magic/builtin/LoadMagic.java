package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.notebook.Notebook;
import dev.gradus.kernel.notebook.NotebookCell;
import dev.gradus.kernel.session.FollowUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%load FILE`: runs a script, or the code cells of a notebook, as if they stood here. What they
/// declare is there afterwards.
public final class LoadMagic implements Magic<Void, LoadMagic.Options> {
  private static final List<String> ENDINGS =
      List.of("", ".ipynb", ".jshell", ".jsh", ".java", ".ijava");

  /// What to run.
  public record Options(
      @Arg("A script (.java, .jshell, .jsh) or notebook (.ipynb).") String file) {}

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "run a script or a notebook in this session";
  }

  @Override
  public Class<Void> resultType() {
    return Void.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public @Nullable Void run(MagicCall<Options> call) throws IOException {
    Path file = find(call.options().file());
    String name = file.getFileName().toString();
    if (!name.endsWith(".ipynb")) {
      call.session().runNext(new FollowUp(name, Files.readString(file), outcome -> {}));
      return null;
    }
    int number = 0;
    for (NotebookCell cell : Notebook.read(file).cells()) {
      if (cell.runs()) {
        number++;
        String title = name + ", cell " + number;
        call.session().runNext(new FollowUp(title, cell.source(), outcome -> {}));
      }
    }
    return null;
  }

  /// IJava lets the ending be left out.
  private static Path find(String text) {
    for (String ending : ENDINGS) {
      Path file = Path.of(text + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new MagicException("there is no file " + Path.of(text).toAbsolutePath());
  }
}
