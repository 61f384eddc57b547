/**
 * Reads and edits the bodies of other programs' requests without changing anything else in them.
 */
@NullMarked
package dev.byok.serve.body;

import org.jspecify.annotations.NullMarked;
