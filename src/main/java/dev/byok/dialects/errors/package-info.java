/**
 * What providers report instead of answers: read from any shape, told apart by a recipe that is
 * data.
 */
@NullMarked
package dev.byok.dialects.errors;

import org.jspecify.annotations.NullMarked;
