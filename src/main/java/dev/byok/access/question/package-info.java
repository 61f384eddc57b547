/** One small question to a service, and its answer as JSON. */
@NullMarked
package dev.byok.access.question;

import org.jspecify.annotations.NullMarked;
