/** The lists of models and providers. */
@NullMarked
package dev.byok.cli.models;

import org.jspecify.annotations.NullMarked;
