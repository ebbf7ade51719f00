package dev.countersign.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The word index: BM25 over titles and texts, in memory.
final class Words {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]{2,200})\"");

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final IndexSearcher searcher;

    private Words(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    static Words build(List<Document> documents) throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer =
                new IndexWriter(directory, new IndexWriterConfig(new EnglishAnalyzer()))) {
            for (var i = 0; i < documents.size(); i++) {
                var entry = new org.apache.lucene.document.Document();
                entry.add(new StoredField("number", i));
                entry.add(
                        new TextField(
                                "text",
                                documents.get(i).title() + "\n" + documents.get(i).text(),
                                Field.Store.NO));
                writer.addDocument(entry);
            }
        }
        return new Words(new IndexSearcher(DirectoryReader.open(directory)));
    }

    /// Document numbers and their BM25 scores, for those that share a word with the question.
    Map<Integer, Double> scores(String question) throws IOException {
        var any = new BooleanQuery.Builder();
        terms(question).stream()
                .distinct()
                .limit(IndexSearcher.getMaxClauseCount())
                .forEach(t ->
                        any.add(new TermQuery(new Term("text", t)), BooleanClause.Occur.SHOULD));
        return run(any.build());
    }

    /// The same for documents that hold every quoted string of the question; empty where nothing is
    /// quoted.
    Map<Integer, Double> quoted(String question) throws IOException {
        var all = new BooleanQuery.Builder();
        var some = false;
        for (var match = QUOTED.matcher(question); match.find(); ) {
            var phrase = new PhraseQuery.Builder();
            terms(match.group(1)).forEach(t -> phrase.add(new Term("text", t)));
            all.add(phrase.build(), BooleanClause.Occur.MUST);
            some = true;
        }
        return some ? run(all.build()) : Map.of();
    }

    private Map<Integer, Double> run(Query query) throws IOException {
        var scores = new HashMap<Integer, Double>();
        var fields = searcher.storedFields();
        for (var hit : searcher.search(query, 1000).scoreDocs) {
            var number = fields.document(hit.doc).getField("number").numericValue();
            scores.put(number.intValue(), (double) hit.score);
        }
        return scores;
    }

    private List<String> terms(String text) throws IOException {
        var terms = new java.util.ArrayList<String>();
        try (var stream = analyzer.tokenStream("text", text)) {
            var term =
                    stream.addAttribute(
                            org.apache.lucene.analysis.tokenattributes.CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        }
        return terms;
    }
}
