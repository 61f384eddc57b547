/**
 * What providers report instead of answers, read from any form and classified by rules that are
 * data.
 */
@NullMarked
package dev.byok.dialects.errors;

import org.jspecify.annotations.NullMarked;
