package dev.gradus.kernel.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.jspecify.annotations.Nullable;

/// Finds libraries and what they need at run time as Maven does, in Maven's repositories, and keeps
/// them where Maven keeps them. Without a network it takes what is there.
public final class MavenResolver implements AutoCloseable {
  /// The scopes that a running program needs.
  private static final List<String> SCOPES = List.of("compile", "runtime");

  private final MavenSettings settings;
  private final UserRepositories user;
  private final RepositorySystem system = new RepositorySystemSupplier().get();
  private final List<RemoteRepository> repositories = new ArrayList<>();

  /// With Maven's own repository.
  public MavenResolver(MavenSettings settings) {
    this.settings = settings;
    user = new UserRepositories(settings.user());
    repositories.addAll(user.all());
    if (repositories.stream().noneMatch(known -> known.getId().equals("central"))) {
      repositories.add(repository("central", settings.central()));
    }
  }

  private static RemoteRepository repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url).build();
  }

  /// Asks one more repository from now on; a known id gets the new address.
  public synchronized void addRepository(String id, String url) {
    repositories.removeIf(known -> known.getId().equals(id));
    repositories.add(repository(id, url));
  }

  /// The repositories, as `id: url`.
  public synchronized List<String> repositories() {
    return repositories.stream().map(r -> r.getId() + ": " + r.getUrl()).toList();
  }

  /// What is to be heard while it works.
  ///
  /// @param progress receives a line a few times a second
  /// @param stopped true when the downloads have to end
  public record Watch(Consumer<String> progress, BooleanSupplier stopped) {}

  /// The libraries and what they need at run time.
  public synchronized List<Library> resolve(Collection<Coordinates> wanted, Watch watch)
      throws MavenException {
    List<Dependency> dependencies =
        wanted.stream().map(c -> new Dependency(artifact(c), "compile")).toList();
    return onlineOrOff(
        watch,
        null,
        session ->
            resolve(
                session, new CollectRequest(dependencies, List.of(), effective(session)), SCOPES));
  }

  /// What a POM's dependencies of the scopes need.
  public synchronized List<Library> resolve(Pom pom, List<String> scopes, Watch watch)
      throws MavenException {
    return onlineOrOff(
        watch,
        new PomReader(pom),
        session -> {
          ArtifactDescriptorResult read = read(session, pom);
          List<Dependency> own =
              read.getDependencies().stream()
                  .filter(dependency -> scopes.contains(dependency.getScope()))
                  .toList();
          CollectRequest request =
              new CollectRequest(
                  own,
                  read.getManagedDependencies(),
                  with(effective(session), read.getRepositories()));
          return resolve(session, request, scopes);
        });
  }

  /// The repositories as `settings.xml` has them asked: by mirrors, proxies and credentials.
  private List<RemoteRepository> effective(RepositorySystemSession session) {
    return system.newResolutionRepositories(session, List.copyOf(repositories));
  }

  /// Our repositories, then those of a POM, which the resolver has mirrored already; of two with
  /// the same id ours counts.
  private static List<RemoteRepository> with(
      List<RemoteRepository> own, List<RemoteRepository> more) {
    var all = new ArrayList<RemoteRepository>(own);
    for (RemoteRepository each : more) {
      if (all.stream().noneMatch(known -> known.getId().equals(each.getId()))) {
        all.add(each);
      }
    }
    return all;
  }

  private ArtifactDescriptorResult read(RepositorySystemSession session, Pom pom)
      throws Failure, MavenException {
    try {
      return system.readArtifactDescriptor(
          session, new ArtifactDescriptorRequest(pom.artifact(), effective(session), ""));
    } catch (ArtifactDescriptorException e) {
      if (Failures.isTransfer(e)) {
        throw new Failure(e, List.of());
      }
      throw new MavenException("The POM cannot be used: " + Failures.rootMessage(e));
    }
  }

  private static Artifact artifact(Coordinates c) {
    return new DefaultArtifact(c.group(), c.artifact(), c.classifier(), c.packaging(), c.version());
  }

  /// Something that needs a session.
  private interface Work {
    List<Library> run(RepositorySystemSession session) throws Failure, MavenException;
  }

  /// A resolution that failed.
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Artifact> missing;

    Failure(Exception cause, List<Artifact> missing) {
      super(cause);
      this.missing = missing;
    }

    Exception reason() {
      return getCause() instanceof Exception e ? e : this;
    }
  }

  private List<Library> onlineOrOff(Watch watch, @Nullable PomReader poms, Work work)
      throws MavenException {
    Failure first;
    try (CloseableSession session = session(watch, poms, false)) {
      return work.run(session);
    } catch (Failure e) {
      first = e;
    }
    if (watch.stopped().getAsBoolean()) {
      throw new MavenException("stopped while downloading");
    }
    boolean network = Failures.isTransfer(first.reason());
    if (network) {
      watch.progress().accept("no network; looking in " + settings.local());
      return offline(watch, poms, work, first);
    }
    throw unknown(first, watch, poms);
  }

  private List<Library> offline(Watch watch, @Nullable PomReader poms, Work work, Failure first)
      throws MavenException {
    try (CloseableSession session = session(watch, poms, true)) {
      try {
        return work.run(session);
      } catch (Failure e) {
        String unreadable = user.unreadable(effective(session));
        throw Failures.unreachable(e.missing, first.reason(), settings, unreadable);
      }
    }
  }

  private MavenException unknown(Failure failure, Watch watch, @Nullable PomReader poms) {
    try (CloseableSession session = session(watch, poms, false)) {
      return Failures.unknown(
          failure.missing, failure.reason(), system, session, effective(session));
    }
  }

  private CloseableSession session(Watch watch, @Nullable PomReader poms, boolean offline) {
    var builder =
        user.equip(new SessionBuilderSupplier(system).get())
            .withLocalRepositoryBaseDirectories(settings.local())
            .setOffline(offline || settings.user().isOffline())
            .setSystemProperties(System.getProperties())
            .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
            .setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, true))
            .setTransferListener(new Transfers(watch.progress(), watch.stopped()))
            .setConfigProperty("aether.transport.http.connectTimeout", 10_000)
            .setConfigProperty("aether.transport.http.requestTimeout", 60_000);
    return (poms == null ? builder : builder.setWorkspaceReader(poms)).build();
  }

  private List<Library> resolve(
      RepositorySystemSession session, CollectRequest collect, List<String> scopes) throws Failure {
    DependencyFilter filter =
        (node, parents) ->
            node.getDependency() == null || scopes.contains(node.getDependency().getScope());
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, filter))
          .getArtifactResults()
          .stream()
          .map(MavenResolver::library)
          .toList();
    } catch (DependencyResolutionException e) {
      List<Artifact> missing =
          e.getResult() == null
              ? List.of()
              : e.getResult().getArtifactResults().stream()
                  .filter(result -> !result.isResolved())
                  .map(result -> result.getRequest().getArtifact())
                  .toList();
      throw new Failure(e, missing);
    }
  }

  private static Library library(ArtifactResult result) {
    Artifact artifact = result.getArtifact();
    String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
    Path file = artifact.getPath();
    return new Library(
        artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier,
        artifact.getVersion(),
        file);
  }

  @Override
  public void close() {
    system.shutdown();
  }

  /// The scopes that running code needs: compile and runtime.
  public static List<String> scopes() {
    return SCOPES;
  }
}
