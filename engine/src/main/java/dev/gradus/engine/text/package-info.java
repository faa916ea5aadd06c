/// Text as data: tokens, vocabularies, corpora, language models in use, n-gram baselines.
@NullMarked
package dev.gradus.engine.text;

import org.jspecify.annotations.NullMarked;
