package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GraphCutTest {
    @Test
    void dropsTheLayersBehindTheCut() {
        var whole = Weights.E5_SMALL.graph();

        var cut = GraphCut.at(whole, NameFinder.TENSOR);

        assertThat(cut.length).isLessThan(26_000_000).isGreaterThan(20_000_000);
        assertThat(GraphCut.at(cut, NameFinder.TENSOR)).isEqualTo(cut);
    }

    @Test
    void givesTheWholeGraphsNumbersWhenCutAtItsEnd() {
        var text = "The export job failed for Ann Lee.";
        var whole = Network.load(Weights.E5_SMALL, "", 1);
        var cut = Network.load(Weights.E5_SMALL, "last_hidden_state", 1);

        var pieces = whole.cut(text, 64);

        assertThat(cut.run(pieces)).isDeepEqualTo(whole.run(pieces));
    }

    @Test
    void namesTheTensorThatIsNotThere() {
        var whole = Weights.E5_SMALL.graph();

        assertThatThrownBy(() -> GraphCut.at(whole, "no_such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`no_such`");
    }

    @Property(tries = 300)
    void refusesBytesThatAreNoModel(@ForAll byte[] bytes) {
        assertThatThrownBy(() -> GraphCut.at(bytes, "tensor"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
