package dev.byok.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes signature version 4 as AWS's servers do, from the description of the algorithm. */
public final class AwsSignature {
  private AwsSignature() {}

  /**
   * Returns the Authorization header that this request must carry.
   *
   * @param request as received, one character per byte
   */
  public static String expected(
      String request, String accessKeyId, String secretAccessKey, String region) {
    return expected(request, accessKeyId, secretAccessKey, region, "bedrock");
  }

  /** Returns the header for a service of AWS. */
  public static String expected(
      String request, String accessKeyId, String secretAccessKey, String region, String service) {
    String authorization = MockProvider.header(request, "Authorization");
    String signedHeaders = between(authorization, "SignedHeaders=", ",");
    String date = MockProvider.header(request, "X-Amz-Date");
    String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + date
            + "\n"
            + scope
            + "\n"
            + sha256(canonical(request, signedHeaders));
    byte[] key = hmac(bytes("AWS4" + secretAccessKey), date.substring(0, 8));
    key = hmac(hmac(hmac(key, region), service), "aws4_request");
    return "AWS4-HMAC-SHA256 Credential="
        + accessKeyId
        + "/"
        + scope
        + ", SignedHeaders="
        + signedHeaders
        + ", Signature="
        + HexFormat.of().formatHex(hmac(key, toSign));
  }

  /** Returns whether the request signed every header that AWS requires to be signed. */
  public static boolean signsWhatMatters(String request) {
    String signed =
        ";" + between(MockProvider.header(request, "Authorization"), "SignedHeaders=", ",") + ";";
    boolean complete = signed.contains(";host;");
    for (String line : request.split("\r\n\r\n", 2)[0].split("\r\n", -1)) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      complete &= !name.startsWith("x-amz-") || signed.contains(";" + name + ";");
    }
    return complete;
  }

  private static String canonical(String request, String signedHeaders) {
    String[] line = request.split("\r\n", 2)[0].split(" ", 3);
    String[] target = line[1].split("\\?", 2);
    StringBuilder canonical = new StringBuilder(line[0] + "\n" + encodedAgain(target[0]) + "\n");
    Map<String, String> query = new TreeMap<>();
    for (String part : target.length < 2 ? new String[0] : target[1].split("&", -1)) {
      query.put(part.split("=", 2)[0], part);
    }
    canonical.append(String.join("&", query.values())).append('\n');
    for (String name : signedHeaders.split(";", -1)) {
      canonical.append(name + ":" + MockProvider.header(request, name) + "\n");
    }
    return canonical
        .append("\n" + signedHeaders + "\n")
        .append(sha256(MockProvider.body(request)))
        .toString();
  }

  /** Services other than S3 sign the path with each segment percent-encoded a second time. */
  private static String encodedAgain(String path) {
    StringBuilder encoded = new StringBuilder();
    for (String segment : path.substring(1).split("/", -1)) {
      encoded
          .append('/')
          .append(
              URLEncoder.encode(segment, StandardCharsets.UTF_8)
                  .replace("+", "%20")
                  .replace("*", "%2A")
                  .replace("%7E", "~"));
    }
    return encoded.toString();
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    int to = text.indexOf(end, from);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  private static String sha256(String latin) {
    try {
      byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
