package dev.feedwarden.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a process holds at some moment, as Linux tells it.
 *
 * @param cpuSeconds spent so far, user and system
 * @param residentKb memory that lies in RAM, in kB
 * @param threads of the process
 * @param descriptors files and sockets that are open
 */
record Footprint(double cpuSeconds, long residentKb, long threads, long descriptors) {

    private static final double TICKS_PER_SECOND = 100; // of /proc/*/stat, on every Linux

    static Footprint of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(process.resolve("stat"));
        // Counted behind the name, which may hold spaces: the 14th and 15th value of the line.
        String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double cpu = (Long.parseLong(values[11]) + Long.parseLong(values[12])) / TICKS_PER_SECOND;
        List<String> status = Files.readAllLines(process.resolve("status"));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Footprint(cpu, number(status, "VmRSS:"), number(status, "Threads:"), open.count());
        }
    }

    /** Of two processes together. */
    Footprint plus(Footprint other) {
        return new Footprint(
                cpuSeconds + other.cpuSeconds,
                residentKb + other.residentKb,
                threads + other.threads,
                descriptors + other.descriptors);
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** Bytes of all that is reachable on the heap, after a collection of everything that is not. */
    static long heap(long pid) throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (var reader = histogram.inputReader()) {
            lines = reader.lines().toList();
        }
        histogram.waitFor();
        String total = lines.get(lines.size() - 1).strip();
        if (!total.startsWith("Total")) {
            throw new IOException("expected the sum of a histogram, found " + total);
        }
        return Long.parseLong(total.split("\\s+", -1)[2]);
    }

    /** Bytes of the files below a folder. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.map(Path::toFile).mapToLong(File::length).sum();
        }
    }

    /** The least of a part of the values: what comes and goes in between is no growth. */
    static <T> long least(List<T> part, ToLongFunction<T> value) {
        return part.stream().mapToLong(value).min().orElseThrow();
    }
}
