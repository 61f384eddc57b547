package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.ledger.report.Totals;
import dev.byok.ledger.report.UsageReport;
import dev.byok.term.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportCsvTest {
  @Test
  void a_text_that_would_break_the_row_is_quoted() {
    assertEquals("plain text", ReportCsv.cell("plain text"));
    assertEquals("\"a,b\"", ReportCsv.cell("a,b"));
    assertEquals("\"say \"\"hi\"\"\"", ReportCsv.cell("say \"hi\""));
    assertEquals("\"two\nlines\"", ReportCsv.cell("two\nlines"));
    assertEquals("\"two\nlines\"", ReportCsv.cell("two\r\nlines"));
    assertEquals("", ReportCsv.cell(null));
    assertEquals("", ReportCsv.cell(""));
  }

  @Test
  void a_text_that_a_spreadsheet_would_work_out_is_text() {
    assertEquals("'=1+1", ReportCsv.cell("=1+1"));
    assertEquals("'+1", ReportCsv.cell("+1"));
    assertEquals("'-1", ReportCsv.cell("-1"));
    assertEquals("'@SUM(A1)", ReportCsv.cell("@SUM(A1)"));
    assertEquals("'\t=1", ReportCsv.cell("\t=1"));
    assertEquals("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"", ReportCsv.cell("=HYPERLINK(\"x\",\"y\")"));
    assertEquals("\u240d=1", ReportCsv.cell("\r=1"));
    assertEquals("1=1", ReportCsv.cell("1=1"));
  }

  @Test
  void a_text_moves_no_cursor() {
    assertEquals("\u241b[2J", ReportCsv.cell("\u001b[2J"));
  }

  @Test
  void a_row_has_the_keys_and_then_every_number_or_nothing() {
    Map<String, @Nullable String> known = new LinkedHashMap<>();
    known.put("day", "2026-11-21");
    known.put("tag:a,b", "x");
    Map<String, @Nullable String> unknown = new LinkedHashMap<>();
    unknown.put("day", "2026-11-22");
    unknown.put("tag:a,b", null);
    Totals some =
        new Totals(
            1234,
            2,
            BigInteger.valueOf(1_000_000),
            BigInteger.ZERO,
            null,
            BigInteger.TWO.pow(70),
            BigInteger.ONE,
            new BigDecimal("1E+3"),
            3);
    Totals none = new Totals(1, 1, null, null, null, null, null, null, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportCsv.write(
        new StandardOutput(out, false),
        List.of("day", "tag:a,b"),
        new UsageReport(
            null,
            null,
            List.of(new UsageReport.Group(known, some), new UsageReport.Group(unknown, none)),
            some));
    assertEquals(
        "day,\"tag:a,b\",requests,failed,input,cache_read,cache_write,output,reasoning,cost_usd,"
            + "unpriced\n"
            + "2026-11-21,x,1234,2,1000000,0,,1180591620717411303424,1,1000,3\n"
            + "2026-11-22,,1,1,,,,,,,0\n",
        out.toString(StandardCharsets.UTF_8));
  }
}
