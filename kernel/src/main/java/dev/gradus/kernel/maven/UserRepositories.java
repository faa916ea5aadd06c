package dev.gradus.kernel.maven;

import static org.eclipse.aether.repository.RepositoryPolicy.CHECKSUM_POLICY_WARN;
import static org.eclipse.aether.repository.RepositoryPolicy.UPDATE_POLICY_DAILY;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.RepositoryPolicy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;

/// `settings.xml` in the words of the resolver.
///
/// @param settings what the file says
record UserRepositories(Settings settings) {

  /// The repositories of the profiles that are active.
  List<RemoteRepository> all() {
    return settings.getProfiles().stream()
        .filter(this::active)
        .flatMap(profile -> profile.getRepositories().stream())
        .map(UserRepositories::repository)
        .toList();
  }

  private boolean active(Profile profile) {
    if (settings.getActiveProfiles().contains(profile.getId())) {
      return true;
    }
    var activation = profile.getActivation();
    if (activation == null) {
      return false;
    }
    var property = activation.getProperty();
    if (property == null || property.getName() == null) {
      return activation.isActiveByDefault();
    }
    String name = property.getName();
    String value =
        name.startsWith("env.") ? System.getenv(name.substring(4)) : System.getProperty(name);
    return property.getValue() == null ? value != null : property.getValue().equals(value);
  }

  private static RemoteRepository repository(Repository each) {
    String layout = each.getLayout() == null ? "default" : each.getLayout();
    return new RemoteRepository.Builder(each.getId(), layout, each.getUrl())
        .setReleasePolicy(policy(each.getReleases()))
        .setSnapshotPolicy(policy(each.getSnapshots()))
        .build();
  }

  private static org.eclipse.aether.repository.RepositoryPolicy policy(
      @Nullable RepositoryPolicy policy) {
    if (policy == null) {
      return new org.eclipse.aether.repository.RepositoryPolicy();
    }
    String update = policy.getUpdatePolicy();
    String checksum = policy.getChecksumPolicy();
    return new org.eclipse.aether.repository.RepositoryPolicy(
        policy.isEnabled(),
        update == null ? UPDATE_POLICY_DAILY : update,
        checksum == null ? CHECKSUM_POLICY_WARN : checksum);
  }

  /// Tells a session which mirrors, proxies and credentials to use.
  SessionBuilder equip(SessionBuilder session) {
    var mirrors = new DefaultMirrorSelector();
    for (Mirror m : settings.getMirrors()) {
      mirrors.add(
          m.getId(),
          m.getUrl(),
          m.getLayout(),
          false,
          m.isBlocked(),
          m.getMirrorOf(),
          m.getMirrorOfLayouts());
    }
    var proxies = new DefaultProxySelector();
    for (Proxy p : settings.getProxies()) {
      if (p.isActive()) {
        var login = login(p.getUsername(), p.getPassword());
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                p.getProtocol(), p.getHost(), p.getPort(), login.build()),
            p.getNonProxyHosts());
      }
    }
    var servers = new DefaultAuthenticationSelector();
    for (Server s : settings.getServers()) {
      servers.add(s.getId(), login(s.getUsername(), s.getPassword()).build());
    }
    return session
        .setMirrorSelector(mirrors)
        .setProxySelector(proxies)
        .setAuthenticationSelector(servers);
  }

  /// A sentence about passwords that are of no use here; empty if there is none. Maven can keep
  /// them encrypted, with a key of its own beside `settings.xml`.
  ///
  /// @param asked the repositories that were asked
  String unreadable(List<RemoteRepository> asked) {
    Set<String> ids = asked.stream().map(RemoteRepository::getId).collect(Collectors.toSet());
    Stream<String> servers =
        settings.getServers().stream()
            .filter(s -> ids.contains(s.getId()) && encrypted(s.getPassword()))
            .map(s -> "server " + s.getId());
    Stream<String> proxies =
        settings.getProxies().stream()
            .filter(p -> p.isActive() && encrypted(p.getPassword()))
            .map(p -> "proxy " + p.getId());
    String names = Stream.concat(servers, proxies).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? ""
        : " Maven's settings.xml has an encrypted password for "
            + names
            + ", which Gradus cannot read; write ${env.NAME} in its place and set that variable.";
  }

  private static boolean encrypted(@Nullable String password) {
    String said = password == null ? "" : password.strip();
    return said.length() > 2 && said.startsWith("{") && said.endsWith("}");
  }

  private static AuthenticationBuilder login(@Nullable String user, @Nullable String password) {
    var login = new AuthenticationBuilder();
    if (user != null) {
      login.addUsername(user);
    }
    if (password != null) {
      login.addPassword(password);
    }
    return login;
  }
}
