import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.AnnotationPipeline;
import edu.stanford.nlp.pipeline.POSTaggerAnnotator;
import edu.stanford.nlp.pipeline.TokenizerAnnotator;
import edu.stanford.nlp.pipeline.WordsToSentencesAnnotator;
import edu.stanford.nlp.time.TimeAnnotations;
import edu.stanford.nlp.time.TimeAnnotator;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Properties;

/** The first SIZE bytes of a text through SUTime, after as many to warm up: "MB/s count". */
public class SUTime {
  private static final int SIZE = 60000;

  public static void main(String[] args) throws Exception {
    AnnotationPipeline pipeline = new AnnotationPipeline();
    pipeline.addAnnotator(new TokenizerAnnotator(false, "en"));
    pipeline.addAnnotator(new WordsToSentencesAnnotator(false));
    pipeline.addAnnotator(new POSTaggerAnnotator(false));
    pipeline.addAnnotator(new TimeAnnotator("sutime", new Properties()));
    String text = Files.readString(Paths.get(args[0]));
    text = text.substring(0, Math.min(SIZE, text.length()));
    read(pipeline, text);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int found = read(pipeline, text);
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf("%.4f %d%n", text.getBytes("UTF-8").length / 1e6 / seconds, found);
  }

  private static int read(AnnotationPipeline pipeline, String text) {
    int found = 0;
    for (String part : text.split("\n\n+")) {
      Annotation document = new Annotation(part);
      document.set(CoreAnnotations.DocDateAnnotation.class, "2022-03-14");
      pipeline.annotate(document);
      found += document.get(TimeAnnotations.TimexAnnotations.class).size();
    }
    return found;
  }
}
