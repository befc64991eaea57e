import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints one line for each violation of the OWL 2 DL profile in the files named. */
public class ProfileCheck {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology =
                OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            OWLProfileReport report = new OWL2DLProfile().checkOntology(ontology);
            System.out.println("# axioms: " + ontology.getAxiomCount());
            for (OWLProfileViolation violation : report.getViolations()) {
                System.out.println(violation);
            }
        }
    }
}
