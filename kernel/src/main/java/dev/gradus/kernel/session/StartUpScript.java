package dev.gradus.kernel.session;

/// Code that a session runs before its first cell.
///
/// @param name what stands before the line in errors, as `setup.jshell`
/// @param code cells' Java, magics included
public record StartUpScript(String name, String code) {}
