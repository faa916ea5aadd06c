package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.Path;

/// Where the process starts.
public final class GradusMain {
  private GradusMain() {}

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] args) throws InterruptedException {
    String lack = JavaCheck.lack(ModuleLayer.boot());
    if (lack != null && (args.length == 0 || !JavaCheck.MAY_RUN.contains(args[0]))) {
      System.err.println(lack);
      System.exit(LauncherJar.UNFIT);
    }
    if (System.getProperty("java.awt.headless") == null) {
      // charts are drawn into memory; a window system that half works must not matter
      System.setProperty("java.awt.headless", "true");
    }
    if (args.length == 3 && args[0].equals("kernel") && args[1].equals("--connection-file")) {
      // what a kernelspec says: straight to work, without the command line's own start-up time
      try {
        KernelCommand.run(Path.of(args[2]));
      } catch (IOException | RuntimeException e) {
        System.err.println("gradus kernel: " + GradusCommand.message(e));
        System.exit(1);
      }
      return;
    }
    if (args.length == 0 || !args[0].equals(RehearseCommand.NAME)) {
      VectorModule.load();
    }
    int code = GradusCommand.commandLine().execute(args);
    if (args.length > 1 && args[0].equals("run")) {
      OwnCache.ofThisProcess().ifPresent(OwnCache::makeLater);
    }
    System.exit(code);
  }
}
