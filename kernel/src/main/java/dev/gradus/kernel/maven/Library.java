package dev.gradus.kernel.maven;

import java.nio.file.Path;

/// A library that was found.
///
/// @param name `group:artifact`, with the classifier if it has one
/// @param version its version
/// @param file its jar
public record Library(String name, String version, Path file) {}
