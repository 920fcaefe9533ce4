package dev.bellwether.history;

class InMemoryHistoryTest extends HistoryContract {

    private final History only = new InMemoryHistory();

    @Override
    protected History create() {
        return only;
    }

    @Override
    protected History reopened() {
        return only;
    }
}
