/** OpenAI's chat completions, and the differences between the many providers that speak them. */
@NullMarked
package dev.byok.dialects.openai;

import org.jspecify.annotations.NullMarked;
