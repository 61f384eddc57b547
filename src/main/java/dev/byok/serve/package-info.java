/** The loopback gateway: other programs reach the stored keys through it, without seeing them. */
@NullMarked
package dev.byok.serve;

import org.jspecify.annotations.NullMarked;
