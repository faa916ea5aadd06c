package dev.gradus.kernel.cli;

import dev.gradus.kernel.eval.internal.Silence;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gradus rehearse`: a short session of typical cells, for [StartupCache]. Without the vector
/// module: the VM that writes the cache has none, and fails on a class that mentions it.
@Command(name = RehearseCommand.NAME, hidden = true)
final class RehearseCommand implements Callable<Integer> {
  static final String NAME = "rehearse";

  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int x = 3;\nx * x",
          "System.out.println(\"text \" + x);",
          "for (int i = 0; i < 3; i++) {\n  System.out.println(i);\n}",
          "int twice(int n) { return 2 * n; }\ntwice(x)",
          "record Pair(int a, int b) {}\nvar pairs = List.of(new Pair(1, 2), new Pair(3, 4));\npairs",
          "pairs.stream().mapToInt(p -> p.a() + p.b()).sum()",
          "new int[] {1, 2, 3}",
          "Map.of(\"a\", 1)",
          "int y = \"no number\";",
          "throw new IllegalStateException(\"said\");",
          "undefined + 1");

  private static final int ROUNDS = 6;

  @Override
  public Integer call() {
    try (Session session = Sessions.open(SessionOptions.defaults().withWarmUp(false))) {
      int number = 0;
      for (int round = 0; round < ROUNDS; round++) {
        for (String code : CELLS) {
          session.run(new Session.Cell(code, ++number, false), Silence.OUTPUTS, Input.NONE);
        }
        session.complete("System.out.printl", 17);
        session.complete("Strin", 5);
        session.inspect("Math.max", 8, 0);
        session.isComplete("for (int i = 0; i < 3; i++) {");
      }
    }
    return 0;
  }
}
