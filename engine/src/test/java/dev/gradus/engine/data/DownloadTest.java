package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.gradus.engine.InterruptedRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DownloadTest {
  private static final Download PATIENT = new Download(Duration.ofSeconds(15), 10_000);
  private static final Download QUICK = new Download(Duration.ofMillis(700), 10_000);

  @TempDir Path folder = Path.of("");

  private Path target() {
    return folder.resolve("file.part");
  }

  private void failsWith(Download by, String reason, WebServer.Answer answer) throws IOException {
    try (var server = new WebServer(answer)) {
      failsWith(by, reason, server.uri());
    }
  }

  private void failsWith(Download by, String reason, URI source) {
    var e =
        assertThrows(
            IOException.class, () -> by.fetch(source, target(), "x", ProgressListener.NONE));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
  }

  @Test
  void fetchesAndTellsHowFarItIs() throws IOException {
    byte[] bytes = IdxBytes.images(10, 28, 28, 0);
    var heard = new ArrayList<String>();
    var half = new CountDownLatch(1);
    ProgressListener listener =
        (file, done, total) -> {
          heard.add(file + done + "/" + total);
          if (done == 5000) {
            half.countDown();
          }
        };
    WebServer.Answer slowly =
        (exchange, file) -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, 5000);
          exchange.getResponseBody().flush();
          assertTrue(half.await(8, TimeUnit.SECONDS));
          exchange.getResponseBody().write(bytes, 5000, bytes.length - 5000);
        };
    try (var server = new WebServer(slowly)) {
      new Download(Duration.ofSeconds(10), 10_000).fetch(server.uri(), target(), "x", listener);
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
    assertEquals("x0/-1", heard.getFirst());
    assertEquals("x7856/7856", heard.getLast());
    assertTrue(heard.contains("x5000/7856"), heard::toString);
  }

  @Test
  void givesReasons() throws IOException {
    failsWith(PATIENT, "HTTP status 404", (exchange, file) -> WebServer.status(exchange, 404));
    failsWith(PATIENT, "HTTP status 503", (exchange, file) -> WebServer.status(exchange, 503));
    failsWith(
        PATIENT,
        "the connection broke",
        (exchange, file) -> WebServer.half(exchange, new byte[200]));
    failsWith(PATIENT, "10000 bytes", (exchange, file) -> endless(exchange));
    URI gone;
    try (var server = new WebServer((exchange, file) -> {})) {
      gone = server.uri();
    }
    failsWith(PATIENT, "no connection", gone);
    failsWith(QUICK, "", URI.create("http://no-such-host.invalid/data/"));
  }

  private static void endless(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    while (true) {
      exchange.getResponseBody().write(new byte[4000]);
      exchange.getResponseBody().flush();
      Thread.sleep(20);
    }
  }

  @Test
  void givesUpWhenNothingArrives() throws IOException {
    failsWith(QUICK, "no answer within 700 ms", (exchange, file) -> Thread.sleep(5000));
    failsWith(
        QUICK,
        "stalled",
        (exchange, file) -> {
          WebServer.half(exchange, new byte[200]);
          Thread.sleep(5000);
        });
  }

  @Test
  void interruptionStopsItAndIsKept() throws Exception {
    var asked = new CountDownLatch(1);
    WebServer.Answer never =
        (exchange, file) -> {
          asked.countDown();
          Thread.sleep(10_000);
        };
    try (var server = new WebServer(never)) {
      var seen = new AtomicReference<Object>();
      var thread =
          new Thread(() -> {
            var patient = new Download(Duration.ofSeconds(10), 10_000);
            var e =
                assertThrows(
                    InterruptedRunException.class,
                    () -> patient.fetch(server.uri(), target(), "x", ProgressListener.NONE));
            seen.set(Thread.currentThread().isInterrupted() + String.valueOf(e.getMessage()));
          });
      thread.start();
      asked.await();
      long start = System.nanoTime();
      thread.interrupt();
      thread.join();
      assertTrue(System.nanoTime() - start < 2_000_000_000L);
      assertEquals(
          "truethe download of x was interrupted. Run it again to start it anew.", seen.get());
    }
  }
}
