package dev.feedwarden.plugin.ib;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a codec understood, one line a call. */
final class Heard implements GatewayMessages {

    final List<String> lines = new ArrayList<>();
    ContractData contract;

    @Override
    public void nextValidId(long id) {
        lines.add("nextValidId " + id);
    }

    @Override
    public void managedAccounts(String accounts) {
        lines.add("managedAccounts " + accounts);
    }

    @Override
    public void currentTime(long epochSeconds) {
        lines.add("currentTime " + epochSeconds);
    }

    @Override
    public void notice(int request, int code, String text) {
        lines.add("notice " + request + " " + code + " " + text);
    }

    @Override
    public void tickPrice(int request, int type, double price, double size, int mask) {
        lines.add("tickPrice " + request + " " + type + " " + price + " " + size + " " + mask);
    }

    @Override
    public void tickSize(int request, int type, double size) {
        lines.add("tickSize " + request + " " + type + " " + size);
    }

    @Override
    public void tickGeneric(int request, int type, double value) {
        lines.add("tickGeneric " + request + " " + type + " " + value);
    }

    @Override
    public void tickString(int request, int type, String text) {
        lines.add("tickString " + request + " " + type + " " + text);
    }

    @Override
    public void marketDataType(int request, int type) {
        lines.add("marketDataType " + request + " " + type);
    }

    @Override
    public void tickParameters(int request) {
        lines.add("tickParameters " + request);
    }

    @Override
    public void contractData(int request, ContractData data) {
        contract = data;
        lines.add("contractData " + request + " " + data.conId());
    }

    @Override
    public void contractDataEnd(int request) {
        lines.add("contractDataEnd " + request);
    }

    @Override
    public void trade(int request, long epochSeconds, double price, double size, int mask) {
        lines.add("trade " + request + " " + epochSeconds + " " + price + " " + size + " " + mask);
    }

    @Override
    public void bidAsk(int request, long epochSeconds, double bid, double ask, double bidSize, double askSize) {
        lines.add("bidAsk " + request + " " + epochSeconds + " " + bid + " " + ask + " " + bidSize + " " + askSize);
    }

    @Override
    public void skipped(int message) {
        lines.add("skipped " + message);
    }
}
