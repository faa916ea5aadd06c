package dev.gradus.kernel.maven;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.transfer.MetadataTransferException;

/// What went wrong, in sentences.
final class Failures {
  private Failures() {}

  /// True if a repository could not be asked, false if it was asked and had nothing.
  static boolean isTransfer(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      boolean artifact =
          e instanceof ArtifactTransferException && !(e instanceof ArtifactNotFoundException);
      boolean metadata =
          e instanceof MetadataTransferException && !(e instanceof MetadataNotFoundException);
      if (artifact || metadata) {
        return true;
      }
    }
    return false;
  }

  static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    String name = root.getClass().getSimpleName();
    return name.contains("UnknownHost") ? "unknown host " + message : message;
  }

  private static String names(List<Artifact> missing) {
    return missing.stream().map(Failures::name).distinct().collect(Collectors.joining(", "));
  }

  private static String name(Artifact a) {
    return new Coordinates(
            a.getGroupId(), a.getArtifactId(), a.getExtension(), a.getClassifier(), a.getVersion())
        .toString();
  }

  static MavenException unreachable(
      List<Artifact> missing, Exception why, MavenSettings settings, String unreadable) {
    String what = missing.isEmpty() ? "What is asked for" : names(missing);
    return new MavenException(
        what
            + " cannot be downloaded ("
            + rootMessage(why)
            + "), and "
            + settings.local()
            + " does not hold it. Check the network, or add the jars with %jars."
            + unreadable);
  }

  static MavenException unknown(
      List<Artifact> missing,
      Exception why,
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    if (missing.isEmpty()) {
      return new MavenException(rootMessage(why));
    }
    String ids =
        repositories.stream().map(RemoteRepository::getId).collect(Collectors.joining(", "));
    return new MavenException(
        "There is no "
            + names(missing)
            + " in "
            + ids
            + "."
            + hint(missing.getFirst(), system, session, repositories));
  }

  private static String hint(
      Artifact missing,
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    Artifact any =
        new DefaultArtifact(
            missing.getGroupId(), missing.getArtifactId(), missing.getExtension(), "[0,)");
    String library = missing.getGroupId() + ":" + missing.getArtifactId();
    try {
      VersionRangeResult found =
          system.resolveVersionRange(session, new VersionRangeRequest(any, repositories, ""));
      if (found.getHighestVersion() != null) {
        return " The newest version of " + library + " is " + found.getHighestVersion() + ".";
      }
    } catch (VersionRangeResolutionException e) {
      // then there is no hint
    }
    return " Check group and artifact on https://central.sonatype.com, or add the repository that"
        + " has it with %mavenRepo ID URL.";
  }
}
