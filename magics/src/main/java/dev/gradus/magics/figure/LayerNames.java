package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.internal.Stack;
