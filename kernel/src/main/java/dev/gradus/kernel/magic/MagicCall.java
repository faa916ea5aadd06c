package dev.gradus.kernel.magic;

import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.util.Map;

/// One call of a magic.
///
/// @param options arguments and options, parsed and converted
/// @param words the argument texts as written, by component name (for messages: `model` to `lenet`)
/// @param body the rest of the cell, for a `%%name` magic; empty otherwise
/// @param outputs where to show something while it runs
/// @param session the session it runs in
/// @param <O> the options record
public record MagicCall<O extends Record>(
    O options, Map<String, String> words, String body, Outputs outputs, Session session) {}
