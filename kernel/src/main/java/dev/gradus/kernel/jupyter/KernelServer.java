package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.protocol.InputReply;
import dev.gradus.kernel.protocol.MalformedMessage;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageSigner;
import dev.gradus.kernel.protocol.WireFormat;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.transport.ConnectionFile;
import dev.gradus.kernel.transport.RequestChannel;
import dev.gradus.kernel.transport.Transport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A Jupyter kernel: sockets, requests and one [Session].
public final class KernelServer implements Transport.Listener, AutoCloseable {

  /// What a kernel is started with.
  ///
  /// @param connection where to bind
  /// @param version the version it reports
  /// @param log where it logs
  /// @param historyFile where it keeps its history; null for nowhere
  public record Settings(
      ConnectionFile connection, String version, EventLog log, @Nullable Path historyFile) {}

  private final Settings settings;
  private final String sessionId = UUID.randomUUID().toString();
  private final WireFormat wire;
  private final Transport transport;
  private final Iopub iopub;
  private final Comms comms = new Comms();
  private final History history;
  private final BlockingQueue<String> inputReplies = StdinInput.replies();
  private final CompletableFuture<Session> session = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final RequestLane shell;
  private final Subshells subshells;
  private final ReentrantLock questions = new ReentrantLock();
  private final Dispatcher control;

  /// Binds the sockets and answers at once; the session is opened meanwhile, on a thread of its
  /// own, and requests that need it wait.
  public KernelServer(Settings settings, Supplier<Session> opener) {
    this.settings = settings;
    var connection = settings.connection();
    wire = new WireFormat(new MessageSigner(connection.key(), connection.signatureScheme()));
    history = new History(new HistoryStore(settings.historyFile(), this::log));
    var onShell = new Dispatcher(handlers(false));
    shell = new RequestLane("main", onShell, true);
    subshells = new Subshells(onShell);
    control = new Dispatcher(handlers(true));
    transport = new Transport(connection, this, this::log);
    iopub = new Iopub(sessionId, wire, transport::publish);
    start(opener);
  }

  private void start(Supplier<Session> opener) {
    Thread.ofPlatform().daemon().name("gradus-open").start(() -> open(opener));
    iopub.status("starting", new JsonObject());
    transport.start();
  }

  private void open(Supplier<Session> opener) {
    try {
      Session opened = opener.get();
      opened.attribute(Comms.class, () -> comms);
      session.complete(opened);
      warmUp();
    } catch (Throwable e) {
      log("the session cannot be opened: " + e);
      session.completeExceptionally(e);
    }
  }

  /// Does for nobody what the first cell would wait for: reads the history, makes messages.
  private void warmUp() {
    history.warmUp();
    var nowhere = new Iopub(sessionId, wire, _ -> {});
    var outputs = new CellOutputs(nowhere, comms, new JsonObject(), false);
    outputs.stream(Outputs.Stream.STDOUT, "1");
    outputs.display(MimeBundle.text("1"), null);
  }

  private static Map<String, RequestHandler> handlers(boolean onControl) {
    Map<String, RequestHandler> handlers = new HashMap<>();
    List.of(
            new KernelInfoHandler(),
            new ExecuteHandler(),
            new CompleteHandler(),
            new InspectHandler(),
            new IsCompleteHandler(),
            new HistoryHandler(),
            new CommInfoHandler(),
            new CommHandler("comm_open"),
            new CommHandler("comm_msg"),
            new CommHandler("comm_close"),
            new SubshellHandler("create_subshell_request"),
            new SubshellHandler("delete_subshell_request"),
            new SubshellHandler("list_subshell_request"),
            new InterruptHandler(),
            new ShutdownHandler())
        .forEach(handler -> {
          if (onControl ? handler.onControl() : handler.onShell()) {
            handlers.put(handler.type(), handler);
          }
        });
    return handlers;
  }

  @Override
  public void received(RequestChannel channel, List<byte[]> frames) {
    try {
      Message message = wire.decode(frames);
      switch (channel) {
        case SHELL -> shell(message);
        case CONTROL -> control.answer(new Request(this, channel, message, null), false);
        case STDIN -> inputReplies.offer(InputReply.of(message.content()).value());
      }
    } catch (MalformedMessage e) {
      log("dropped a message on " + channel + ": " + e.getMessage());
    }
  }

  private void shell(Message message) throws MalformedMessage {
    String id = message.header().subshell();
    RequestLane lane = id == null ? shell : subshells.find(id);
    if (lane == null) {
      String text = "there is no subshell " + id;
      new Request(this, RequestChannel.SHELL, message, null).replyError("UnknownSubshell", text);
    } else {
      lane.accept(new Request(this, RequestChannel.SHELL, message, lane));
    }
  }

  @Override
  public List<byte[]> welcome(byte[] topic) {
    return iopub.welcome(topic);
  }

  /// Waits for a shutdown request (or [#stop()]).
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /// Lets [#awaitStop()] return.
  public void stop() {
    stopped.countDown();
  }

  /// Stops the cell that runs, if any.
  public void interrupt() {
    if (session.isDone() && !session.isCompletedExceptionally()) {
      session.join().interrupt();
    }
  }

  /// Sends what is queued, closes the sockets, then the session.
  @Override
  public void close() {
    transport.close();
    if (session.isDone() && !session.isCompletedExceptionally()) {
      session.join().close();
    }
  }

  /// The session; waits until it is open.
  Session session() {
    try {
      return session.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the Java session could not be opened: " + e.getCause(), e);
    }
  }

  void send(RequestChannel channel, Message message) {
    transport.reply(channel, wire.encode(message));
  }

  /// Puts the shell messages that have arrived by now into their lanes.
  void readArrived() {
    transport.readShell();
  }

  void log(String line) {
    settings.log().log(line);
  }

  String version() {
    return settings.version();
  }

  String sessionId() {
    return sessionId;
  }

  Iopub iopub() {
    return iopub;
  }

  Comms comms() {
    return comms;
  }

  History history() {
    return history;
  }

  BlockingQueue<String> inputReplies() {
    return inputReplies;
  }

  /// Held while a question is open: an answer does not say which one it is for.
  ReentrantLock questions() {
    return questions;
  }

  Subshells subshells() {
    return subshells;
  }
}
