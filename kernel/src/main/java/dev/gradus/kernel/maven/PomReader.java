package dev.gradus.kernel.maven;

import java.io.File;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/// Lets the resolver find a POM that is in no repository.
final class PomReader implements WorkspaceReader {
  private final WorkspaceRepository repository = new WorkspaceRepository("cell");
  private final Pom pom;

  PomReader(Pom pom) {
    this.pom = pom;
  }

  @Override
  public WorkspaceRepository getRepository() {
    return repository;
  }

  @Override
  public @Nullable File findArtifact(Artifact artifact) {
    Artifact own = pom.artifact();
    boolean same =
        artifact.getGroupId().equals(own.getGroupId())
            && artifact.getArtifactId().equals(own.getArtifactId())
            && artifact.getVersion().equals(own.getVersion())
            && artifact.getExtension().equals("pom");
    return same ? pom.file().toFile() : null;
  }

  @Override
  public List<String> findVersions(Artifact artifact) {
    return List.of();
  }
}
