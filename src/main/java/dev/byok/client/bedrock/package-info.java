/**
 * AWS Bedrock: its requests are signed and its streams are cut into frames by the AWS SDK, whose
 * classes are known here alone.
 */
@NullMarked
package dev.byok.client.bedrock;

import org.jspecify.annotations.NullMarked;
