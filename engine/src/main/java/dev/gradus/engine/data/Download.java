package dev.gradus.engine.data;

import dev.gradus.engine.InterruptedRunException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Fetches one file over HTTP while the asking thread watches: it reports progress, gives up when
/// nothing arrives, and stops when it is interrupted.
///
/// @param patience how long nothing may arrive before it gives up
/// @param limit bytes after which a file is taken for a wrong one
record Download(Duration patience, long limit) {
  private static final int TICK_MILLIS = 100;

  /// Writes what `source` gives to the file `to`.
  ///
  /// @throws IOException with a reason for people
  /// @throws InterruptedRunException if this thread is interrupted; it stays marked so
  void fetch(URI source, Path to, String name, ProgressListener listener) throws IOException {
    var total = new AtomicLong(-1);
    var request = HttpRequest.newBuilder(source).timeout(patience.multipliedBy(2)).build();
    var client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      listener.progress(name, 0, -1);
      var answer = client.sendAsync(request, info -> receive(info, to, total));
      int status = watch(answer, to, name, total, listener).statusCode();
      if (status != 200) {
        throw new IOException("the server answered with HTTP status " + status);
      }
      long done = Files.size(to);
      if (total.get() >= 0 && done != total.get()) {
        throw new IOException("only " + done + " of " + total.get() + " bytes arrived");
      }
      listener.progress(name, done, done);
    } finally {
      client.shutdownNow();
    }
  }

  private static HttpResponse.BodySubscriber<Path> receive(
      HttpResponse.ResponseInfo info, Path to, AtomicLong total) {
    if (info.statusCode() != 200) {
      return HttpResponse.BodySubscribers.replacing(to);
    }
    total.set(info.headers().firstValueAsLong("Content-Length").orElse(-1));
    return HttpResponse.BodySubscribers.ofFile(
        to, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private HttpResponse<Path> watch(
      CompletableFuture<HttpResponse<Path>> answer,
      Path file,
      String name,
      AtomicLong total,
      ProgressListener listener)
      throws IOException {
    long seen = 0;
    long since = System.nanoTime();
    while (true) {
      try {
        return answer.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size > seen) {
          seen = size;
          since = System.nanoTime();
          listener.progress(name, size, total.get());
        }
        stopIfHopeless(answer, size, since);
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new InterruptedRunException(
            "the download of " + name + " was interrupted. Run it again to start it anew.", e);
      } catch (ExecutionException e) {
        throw new IOException(reason(e.getCause()), e);
      }
    }
  }

  private void stopIfHopeless(CompletableFuture<?> answer, long size, long since)
      throws IOException {
    if (size > limit) {
      answer.cancel(true);
      throw new IOException("more than " + limit + " bytes arrived; this is another file");
    }
    if (System.nanoTime() - since > patience.toNanos()) {
      answer.cancel(true);
      throw new IOException(
          size == 0
              ? "no answer within " + patience.toMillis() + " ms"
              : "it stalled: nothing arrived for " + patience.toMillis() + " ms");
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "unknown failure";
      case HttpConnectTimeoutException _ -> "no connection in time";
      case HttpTimeoutException _ -> "no answer in time";
      case ConnectException _ -> "no connection (is the machine online?)";
      default -> "the connection broke (" + cause.getMessage() + ")";
    };
  }
}
