package dev.feedwarden.plugin.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what Linux tells below {@code /proc} (proc(5)). Every call blocks a little. Where there is no such folder, as on
 * other systems, each fails and says so.
 */
record Proc(Path root) {

    static final Proc REAL = new Proc(Path.of("/proc"));

    /** USER_HZ, in which Linux counts processor time for programs, whatever its own clock does. */
    static final double TICKS_PER_SECOND = 100;

    private static final int MOST_PROCESSES = 100_000;
    private static final int MOST_BYTES = 64 * 1_024;

    /** Sizes in bytes of {@code meminfo} by name. */
    Map<String, Double> memory() throws IOException {
        return kilobytes(read("meminfo"));
    }

    /** Processor time of all processors since the start, in ticks. */
    record Cpu(double busy, double total) {}

    Cpu cpu() throws IOException {
        String[] parts = read("stat").lines().findFirst().orElse("").trim().split(" +", -1);
        double total = 0;
        // user, nice, system, idle, iowait, irq, softirq, steal; what follows is contained in the first two.
        for (int i = 1; i < Math.min(parts.length, 9); i++) {
            total += Double.parseDouble(parts[i]);
        }
        return new Cpu(total - Double.parseDouble(parts[4]) - Double.parseDouble(parts[5]), total);
    }

    /** Load average of 5 minutes. */
    double load() throws IOException {
        return Double.parseDouble(read("loadavg").split(" ", -1)[1]);
    }

    /** Open files of the whole machine, of those allowed. */
    double openFiles() throws IOException {
        String[] parts = read("sys/fs/file-nr").trim().split("\\s+", -1);
        return Double.parseDouble(parts[0]) / Double.parseDouble(parts[2]);
    }

    /**
     * A process.
     *
     * @param started in ticks after the machine's start, so that with its number it names one process
     * @param cpuTicks processor time that it took
     * @param residentBytes NaN if it cannot be seen
     */
    record Running(long pid, long started, double cpuTicks, double residentBytes) {}

    /** The process of a number, unless it is gone or has ended and only waits to be collected. */
    Optional<Running> process(long pid) throws IOException {
        try {
            String stat = read(pid + "/stat");
            // A name in brackets may hold anything, so fields are counted from its end: the state is the third.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            double resident = kilobytes(read(pid + "/status")).getOrDefault("VmRSS", Double.NaN);
            return Optional.of(new Running(pid, Long.parseLong(fields[19]), ticks, resident));
        } catch (IOException e) {
            if (Files.exists(root.resolve(Long.toString(pid))) || !Files.exists(root.resolve("stat"))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The numbers of all processes, ourselves too. */
    List<Long> pids() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,10}"))
                    .limit(MOST_PROCESSES)
                    .map(Long::valueOf)
                    .toList();
        } catch (NoSuchFileException e) {
            throw missing(root, e);
        }
    }

    /** With what a process was started, with spaces between; empty if it is gone. */
    String commandLine(long pid) {
        try {
            return Files.readString(root.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .trim();
        } catch (IOException e) {
            // It ended meanwhile, or is another user's and hidden from us: it cannot be the one that is meant.
            return "";
        }
    }

    /** In one go: what lies below sys answers the first read only, so a read of one byte would lose the rest. */
    private String read(String file) throws IOException {
        Path path = root.resolve(file);
        byte[] bytes = new byte[MOST_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            int length = 0;
            for (int more = 1; more > 0 && length < bytes.length; length += Math.max(0, more)) {
                more = in.read(bytes, length, bytes.length - length);
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw missing(path, e);
        }
    }

    private static IOException missing(Path path, IOException cause) {
        return new IOException("expected the files of Linux below /proc, found no " + path, cause);
    }

    private static Map<String, Double> kilobytes(String text) {
        Map<String, Double> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(":?\\s+", -1);
            if (parts.length == 3 && parts[2].equals("kB")) {
                values.put(parts[0], Double.parseDouble(parts[1]) * 1_024);
            }
        }
        return values;
    }
}
