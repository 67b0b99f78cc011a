package dev.feedwarden.deploy;

import java.io.IOException;

/** A program that does nothing until its standard input ends: what a Java virtual machine costs by itself. */
final class Idle {

    private Idle() {}

    public static void main(String[] args) throws IOException {
        System.in.transferTo(System.out);
    }
}
