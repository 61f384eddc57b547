/** Sends the same prompt to several models at once. */
@NullMarked
package dev.byok.cli.compare;

import org.jspecify.annotations.NullMarked;
