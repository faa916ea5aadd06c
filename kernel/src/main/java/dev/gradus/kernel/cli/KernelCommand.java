package dev.gradus.kernel.cli;

import dev.gradus.kernel.jupyter.EventLog;
import dev.gradus.kernel.jupyter.KernelServer;
import dev.gradus.kernel.transport.ConnectionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus kernel`: the Jupyter kernel itself. Jupyter starts it; it ends on a shutdown request or
/// with the process that started it.
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    description = "Runs the Jupyter kernel (Jupyter calls this).")
final class KernelCommand implements Callable<Integer> {
  private static final long PATIENCE = 800;

  @Option(
      names = {"--connection-file", "-f"},
      required = true,
      paramLabel = "F",
      description = "the connection file that Jupyter has written")
  Path connectionFile = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    run(connectionFile);
    return 0;
  }

  /// Runs a kernel to its end, which is the end of the process.
  static void run(Path connectionFile) throws IOException, InterruptedException {
    Path data = WritableFolder.of(UserFolders.current().data());
    var log = new EventLog(data.resolve("kernel.log"));
    if (ConnectionFile.readableByOthers(connectionFile)) {
      log.log("others can read the connection file and its key: " + connectionFile);
    }
    var settings =
        new KernelServer.Settings(
            ConnectionFile.read(connectionFile),
            GradusVersion.current(),
            log,
            data.resolve("history.jsonl"));
    var server = new KernelServer(settings, KernelSession::open);
    InterruptSignal.handle(server::interrupt);
    ParentWatch.start(System.getenv(), server::stop);
    server.awaitStop();
    // threads of cells, and what closing runs into, get so long and no longer
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(PATIENCE);
          } catch (InterruptedException e) {
            log.log("interrupted at the end");
          }
          Runtime.getRuntime().halt(0);
        });
    server.close();
    Runtime.getRuntime().halt(0);
  }
}
