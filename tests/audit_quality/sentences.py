"""The same errors and traps as sentences: templates in German and English, clinical report, guideline and abstract.

Written without a look at the grammar of the reader. ``{n}`` and the like are filled in by ``prose``.
"""

SHARE = {
    "de": (
        "Von {N} Patienten zeigten {n} ({p} %) eine partielle Remission.",
        "Bei {n} der {N} behandelten Patienten ({p} %) trat eine Pneumonitis auf.",
        "Insgesamt {N} Patienten gingen in die Analyse ein, {n} ({p} %) davon hatten Knochenmetastasen.",
        "Eingeschlossen wurden {N} Patienten. {n} Patienten ({p} %) waren weiblich.",
        "Das Studienkollektiv (n = {N}) bestand zu {p} % (n = {n}) aus Nichtrauchern.",
        "Eine adjuvante Chemotherapie erhielten {p} % ({n}/{N}).",
        "In {n} von {N} Fällen ({p} %) gelang eine R0-Resektion.",
        "Es konnten {N} Patienten ausgewertet werden; ein Rezidiv entwickelten {n} Patienten ({p} %).",
        "Komplikationen ≥ Grad 3 wurden bei {p} % der Patienten beobachtet ({n} von {N}).",
        "N = {N}; Ansprechrate {p} % (n = {n}).",
        "Therapieabbrüche: {n}/{N} ({p} %).",
        "Zwischen 2009 und 2016 wurden {N} konsekutive Patienten operiert, bei {n} Patienten ({p} %) war eine Reoperation erforderlich.",
        "{n} Patienten, entsprechend {p} % der {N} Eingeschlossenen, erhielten eine Ganzhirnbestrahlung.",
    ),
    "en": (
        "Of {N} patients, {n} ({p}%) achieved a partial remission.",
        "Pneumonitis developed in {n} of the {N} treated patients ({p}%).",
        "A total of {N} patients were included in the analysis, and {n} ({p}%) of them had bone metastases.",
        "We enrolled {N} patients. {n} patients ({p}%) were female.",
        "The study cohort (n = {N}) consisted of never-smokers in {p}% (n = {n}).",
        "Adjuvant chemotherapy was given to {p}% ({n}/{N}).",
        "Complete resection was possible in {n} of {N} cases ({p}%).",
        "{N} patients were evaluable; recurrence occurred in {n} patients ({p}%).",
        "Grade 3 or worse complications were observed in {p}% of patients ({n} of {N}).",
        "Response rate was {p}% (n = {n}; N = {N}).",
        "Treatment discontinuation: {n}/{N} ({p}%).",
        "Between 2009 and 2016, {N} consecutive patients underwent surgery; reoperation was required in {n} patients ({p}%).",
    ),
}
NO_SHARE = {
    "de": (
        "Die 3-Jahres-Überlebensrate der {N} Patienten betrug {p} % (Kaplan-Meier).",
        "Die aktuarische lokale Kontrolle nach 12 Monaten lag bei {p} % ({N} Patienten).",
        "Etwa {p} % der {N} Patienten waren vorbehandelt.",
        "Nach Propensity-Score-Gewichtung waren {p} % der {N} Patienten männlich.",
        "Die kumulative Inzidenz einer Hirnmetastasierung lag nach zwei Jahren bei {p} % (n = {N}).",
        "Bei {N} Patienten betrug das 2-J-PFS {p} %.",
        "Das relative Risiko sank um {p} %; {N} Patienten wurden randomisiert.",
        "Der Ki-67-Index lag im Median bei {p} % ({N} Präparate).",
    ),
    "en": (
        "The 3-year overall survival rate among the {N} patients was {p}% (Kaplan-Meier estimate).",
        "Actuarial local control at 12 months was {p}% ({N} patients).",
        "Approximately {p}% of the {N} patients had been pretreated.",
        "After propensity score weighting, {p}% of the {N} patients were male.",
        "The cumulative incidence of brain metastases was {p}% at two years (n = {N}).",
        "In {N} patients the 2-year PFS was {p}%.",
        "Relative risk was reduced by {p}%; {N} patients were randomised.",
    ),
}
GRANULAR = {
    "de": (
        "Eine komplette Remission erreichten {p} % der {N} Patienten.",
        "Ein Ansprechen fand sich bei {p} % der {N} auswertbaren Patienten.",
        "Von den {N} Patienten waren {p} % Raucher.",
        "{p} % der {N} operierten Patienten hatten Hirnmetastasen.",
    ),
    "en": (
        "A complete response was achieved in {p}% of the {N} patients.",
        "Toxicity of grade 3 was seen in {p}% of {N} evaluable patients.",
        "Of the {N} patients, {p}% were smokers.",
        "{p}% of the {N} resected patients had brain metastases.",
    ),
}
PARTS = {
    "de": (
        "{N} Patienten ({a} Männer, {b} Frauen) wurden bestrahlt.",
        "In die Studie wurden {N} Patienten eingeschlossen, davon {a} Männer und {b} Frauen.",
        "Das Kollektiv umfasste {N} Patienten; {a} waren männlich, {b} weiblich.",
        "Unter den {N} Patienten waren {b} Frauen und {a} Männer.",
        "{N} Patienten wurden randomisiert, {a} in Arm A und {b} in Arm B.",
        "Es wurden {N} Patienten ausgewertet (männlich: {a}, weiblich: {b}).",
    ),
    "en": (
        "{N} patients ({a} men, {b} women) received radiotherapy.",
        "We included {N} patients, {a} men and {b} women.",
        "The cohort consisted of {N} patients; {a} were male and {b} were female.",
        "There were {b} women and {a} men among the {N} patients.",
        "{N} patients were randomly assigned, {a} to arm A and {b} to arm B.",
        "{N} patients were analysed (male: {a}, female: {b}).",
    ),
}
RANGE = {
    "de": (
        "Das mediane Alter der Patienten lag bei {m} Jahren (Range: {lo}-{hi}).",
        "Die Patienten waren im Median {m} Jahre alt (Spannweite {lo} bis {hi} Jahre).",
        "Altersmedian {m} Jahre, Spanne {lo}–{hi} Jahre.",
        "Das Durchschnittsalter betrug {m} Jahre ({lo}–{hi} Jahre).",
        "Die mediane Nachbeobachtungszeit betrug {m} Monate (Range {lo}–{hi} Monate).",
        "Die mediane Liegedauer lag bei {m} Tagen ({lo}-{hi} Tage).",
        "Medianes Alter: {m} ({lo}–{hi}) Jahre.",
    ),
    "en": (
        "The median age of the patients was {m} years (range: {lo}-{hi}).",
        "Patients had a median age of {m} years (range {lo} to {hi} years).",
        "Median age {m} years, range {lo}–{hi} years.",
        "Mean age was {m} years ({lo}–{hi} years).",
        "Median follow-up was {m} months (range, {lo}–{hi} months).",
        "Median hospital stay was {m} days ({lo}-{hi} days).",
        "Median age: {m} ({lo}–{hi}) years.",
    ),
}
RATIO = {
    "de": (
        "Das Gesamtüberleben war verlängert (HR {e}; 95 %-KI {l}–{h}; p = {q}).",
        "Für den primären Endpunkt ergab sich eine Hazard Ratio von {e} (95%-KI: {l} bis {h}, p={q}).",
        "Nach Bestrahlung traten weniger Rezidive auf (Odds Ratio {e} [95 % KI {l}; {h}], p = {q}).",
        "In der multivariaten Cox-Regression blieb der N-Status signifikant (HR = {e}, 95 % Konfidenzintervall {l} – {h}, p = {q}).",
        "Relatives Risiko {e} (95 %-KI {l}-{h}), p = {q}.",
        "Die Mortalität unterschied sich (OR {e}, 95 %-KI [{l}–{h}], p-Wert {q}).",
        "HR für Progression oder Tod: {e} (KI 95 %: {l}–{h}; p={q}).",
    ),
    "en": (
        "Overall survival was prolonged (HR {e}; 95% CI {l}–{h}; p = {q}).",
        "For the primary endpoint the hazard ratio was {e} (95% CI, {l} to {h}; P = {q}).",
        "Fewer recurrences occurred after radiotherapy (odds ratio {e} [95% CI {l}, {h}], p = {q}).",
        "In multivariable Cox regression nodal status remained prognostic (HR = {e}, 95% confidence interval {l} – {h}, p = {q}).",
        "Relative risk {e} (95% CI {l}-{h}), p={q}.",
        "Mortality differed (OR, {e}; 95% CI, {l}-{h}; P={q}).",
        "hazard ratio for progression or death, {e}; 95% CI, {l} to {h}; p={q}",
    ),
}
CURVE = {
    "de": (
        "Das Gesamtüberleben nach 1, 2 und 3 Jahren betrug {a} %, {b} % und {c} %.",
        "1-Jahres-OS {a} %, 2-Jahres-OS {b} %, 3-Jahres-OS {c} %.",
        "Die 1-, 2- bzw. 3-Jahres-Überlebensrate lag bei {a} %, {b} % bzw. {c} %.",
        "Nach 12 Monaten lebten noch {a} % der Patienten, nach 24 Monaten {b} % und nach 36 Monaten {c} % (Gesamtüberleben).",
        "Die Überlebensraten betrugen {a} % (12 Monate), {b} % (24 Monate) und {c} % (36 Monate).",
        "OS: {a} % nach 1 Jahr, {b} % nach 2 Jahren, {c} % nach 3 Jahren.",
        "Das Einjahresüberleben lag bei {a} %, das Zweijahresüberleben bei {b} % und das Dreijahresüberleben bei {c} %.",
        "Die lokale Kontrolle betrug nach einem Jahr {a} %, nach zwei Jahren {b} % und nach drei Jahren {c} %.",
    ),
    "en": (
        "Overall survival at 1, 2 and 3 years was {a}%, {b}% and {c}%.",
        "1-year OS {a}%, 2-year OS {b}%, 3-year OS {c}%.",
        "The 1-, 2-, and 3-year survival rates were {a}%, {b}%, and {c}%, respectively.",
        "At 12 months {a}% of patients were alive, at 24 months {b}% and at 36 months {c}% (overall survival).",
        "Survival rates were {a}% (12 months), {b}% (24 months) and {c}% (36 months).",
        "OS was {a}% at 1 year, {b}% at 2 years, and {c}% at 3 years.",
        "The one-year, two-year and three-year overall survival rates were {a}%, {b}% and {c}%.",
        "Local control was {a}% at one year, {b}% at two years and {c}% at three years.",
    ),
}
ENDPOINTS = {
    "de": (
        "Nach {t} Jahren lag das progressionsfreie Überleben bei {pfs} %, das Gesamtüberleben bei {os} %.",
        "{t}-J-OS {os} %, {t}-J-PFS {pfs} %.",
        "Die {t}-Jahres-Rate betrug für das OS {os} % und für das PFS {pfs} %.",
        "Das PFS nach {t} Jahren betrug {pfs} %; das OS nach {t} Jahren betrug {os} %.",
        "Das {t}-Jahres-PFS und das {t}-Jahres-OS betrugen {pfs} % und {os} %.",
    ),
    "en": (
        "At {t} years, progression-free survival was {pfs}% and overall survival {os}%.",
        "{t}-year OS {os}%, {t}-year PFS {pfs}%.",
        "The {t}-year OS was {os}%, and the {t}-year PFS was {pfs}%.",
        "PFS at {t} years was {pfs}%; OS at {t} years was {os}%.",
        "The {t}-year PFS and OS rates were {pfs}% and {os}%, respectively.",
    ),
}
MEDIANS = {
    "de": (
        "Das mediane OS betrug {os} Monate, das mediane PFS {pfs} Monate.",
        "Medianes Gesamtüberleben {os} Monate; medianes progressionsfreies Überleben {pfs} Monate.",
        "Im Median überlebten die Patienten {os} Monate (Gesamtüberleben), das PFS lag im Median bei {pfs} Monaten.",
        "Das Gesamtüberleben lag im Median bei {os} Monaten, das progressionsfreie Überleben bei {pfs} Monaten im Median.",
        "PFS: Median {pfs} Monate. OS: Median {os} Monate.",
        "Das mediane progressionsfreie Überleben erreichte {pfs} Monate, während das mediane Gesamtüberleben {os} Monate betrug.",
    ),
    "en": (
        "Median OS was {os} months and median PFS {pfs} months.",
        "Median overall survival, {os} months; median progression-free survival, {pfs} months.",
        "The median PFS and OS were {pfs} and {os} months, respectively.",
        "Patients had a median progression-free survival of {pfs} months and a median overall survival of {os} months.",
        "PFS: median {pfs} months. OS: median {os} months.",
    ),
}
MEDIAN_AND_RATE = {
    "de": (
        "Das mediane Überleben betrug {m} Monate, die 1-Jahres-Überlebensrate {p} %.",
        "Das Gesamtüberleben lag nach 12 Monaten bei {p} % (Median {m} Monate).",
        "1-J-OS {p} %, medianes OS {m} Monate.",
        "Medianes OS: {m} Monate. Nach 12 Monaten betrug das OS {p} %.",
    ),
    "en": (
        "Median survival was {m} months, with a 1-year survival rate of {p}%.",
        "Overall survival at 12 months was {p}% (median, {m} months).",
        "1-year OS {p}%, median OS {m} months.",
        "Median OS: {m} months. At 12 months, OS was {p}%.",
    ),
}
MEDIAN_INTERVAL = {
    "de": (
        "Das mediane Gesamtüberleben betrug {m} Monate (95 %-KI {l}–{h} Monate).",
        "Medianes PFS {m} Monate [95%-KI {l}; {h}].",
        "Das mediane OS lag bei {m} Monaten (95%-Konfidenzintervall: {l} bis {h}).",
    ),
    "en": (
        "Median overall survival was {m} months (95% CI, {l}–{h} months).",
        "Median PFS {m} months [95% CI {l}, {h}].",
        "Median OS was {m} months (95% confidence interval: {l} to {h}).",
    ),
}
FOURFOLD = {
    "de": (
        "Im Interventionsarm verstarben {a} von {A}, im Kontrollarm {b} von {B} Patienten (relatives Risiko {e}).",
        "Rezidive: {a}/{A} in der Behandlungsgruppe gegenüber {b}/{B} in der Kontrollgruppe; RR {e}.",
        "Eine Toxizität Grad 3 hatten {a} von {A} Patienten mit Bestrahlung und {b} von {B} in der Kontrollgruppe (RR = {e}).",
    ),
    "en": (
        "In the intervention arm {a} of {A} patients died, in the control arm {b} of {B} (relative risk {e}).",
        "Recurrences: {a}/{A} in the treatment group versus {b}/{B} in the control group; RR {e}.",
        "Grade 3 toxicity occurred in {a} of {A} patients with radiotherapy and {b} of {B} controls (RR = {e}).",
    ),
}
DESIGN_CONFLICT = {
    "de": (
        "Es handelt sich um eine einarmige Phase-II-Studie. Die Patienten wurden 2:1 randomisiert.",
        "Retrospektive Auswertung einer prospektiv geplanten Studie mit 43 Patienten: die retrospektive, prospektive Studie zeigte eine gute Verträglichkeit.",
        "Die randomisierte Studie von Vogel et al. 2015 hatte nur einen Arm (einarmiges Design).",
        "In dieser randomisierten, einarmigen Untersuchung lag das PFS bei 12 Monaten.",
        "Die prospektive Kohorte von Lang et al. wurde retrospektiv erhoben; die Arbeit von Lang et al. ist retrospektiv.",
    ),
    "en": (
        "This was a single-arm phase II study. Patients were randomised 2:1.",
        "The randomised trial by Vogel et al. 2015 had a single-arm design.",
        "In this randomized single-arm investigation, PFS was 12 months.",
        "This retrospective, prospective study showed good tolerability.",
        "Our single-arm trial was controlled: a controlled trial with 50 patients.",
    ),
}
DESIGN_FITS = {
    "de": (
        "In einer prospektiven, nicht-randomisierten Phase-II-Studie wurden 43 Patienten behandelt.",
        "Diese retrospektive Analyse zeigt, dass prospektive randomisierte Studien notwendig sind.",
        "Die einarmige Studie von Vogel et al. 2015 bestätigte die Daten; eine randomisierte Studie steht aus.",
        "Anders als in der randomisierten Studie von Meier et al. gab es in dieser einarmigen Serie keine Kontrollgruppe.",
        "Bislang liegen keine randomisierten Studien vor; die vorhandenen Daten sind retrospektiv.",
        "Der Tumor war in der einarmigen Studie bei 30 Patienten lokal kontrolliert.",
        "Prospektive, randomisierte, kontrollierte, multizentrische Studie.",
    ),
    "en": (
        "In a prospective, non-randomised phase II trial, 43 patients were treated.",
        "This retrospective analysis shows that prospective randomised trials are needed.",
        "The single-arm trial by Vogel et al. 2015 confirmed the data; a randomised trial is ongoing.",
        "In contrast to the randomised trial by Meier et al., this single-arm series had no control group.",
        "There are no randomised trials; available data are retrospective.",
        "Disease was controlled locally in 30 patients of the single-arm study.",
        "Prospective, randomized, controlled, multicenter trial.",
    ),
}
LEVEL_CONFLICT = {
    "de": (
        "Die einarmige, retrospektive Fallserie erhielt den Evidenzgrad 1b (Oxford 2009).",
        "Level of Evidence 1a nach Oxford 2009 für eine einzelne retrospektive Kohortenstudie.",
        "Randomisierte kontrollierte Studie; LoE: 4 (Oxford 2009).",
    ),
    "en": (
        "The single-arm, retrospective case series was rated level of evidence 1b (Oxford 2009).",
        "Randomised controlled trial; LoE: 4 (Oxford 2009).",
    ),
}
LEVEL_FITS = {
    "de": (
        "Die randomisierte kontrollierte Studie hat Evidenzlevel 1b (Oxford 2009).",
        "Fallserie, LoE 4 (Oxford 2009).",
        "Kohortenstudie (Oxford 2009: LoE 2b).",
    ),
    "en": (
        "The randomised controlled trial has level of evidence 1b (Oxford 2009).",
        "Case series, LoE 4 (Oxford 2009).",
        "Cohort study (LoE 2b, Oxford 2009).",
    ),
}
VERB_CONFLICT = {
    "de": (
        "Empfehlung 7.3, Empfehlungsgrad A: Eine Mediastinoskopie sollte bei unklarem N-Status erfolgen.",
        "Empfehlungsgrad B: Patienten mit solitärer Metastase sollen lokal behandelt werden.",
        "Eine Erhaltungstherapie kann angeboten werden (Empfehlungsgrad A).",
        "Empfehlungsgrad 0: Eine prophylaktische Bestrahlung soll nicht durchgeführt werden.",
        "Die Operation soll angeboten werden. Empfehlungsgrad: B.",
        "Eine Dosis unter 50 Gy sollte nicht gewählt werden (Empfehlungsgrad: A, starker Konsens).",
    ),
    "en": (
        "Recommendation grade A: mediastinoscopy should be performed if nodal status is unclear.",
        "Grade of recommendation: B. Patients with a solitary metastasis shall receive local treatment.",
    ),
}
VERB_FITS = {
    "de": (
        "Empfehlungsgrad B: Eine Mediastinoskopie sollte bei unklarem N-Status erfolgen.",
        "Empfehlungsgrad A: Patienten mit solitärer Metastase sollen lokal behandelt werden.",
        "Eine Erhaltungstherapie kann angeboten werden (Empfehlungsgrad 0).",
        "Eingeschlossen wurden Patienten, bei denen bis zu fünf Metastasen vorliegen sollten.",
        "Laut Protokoll sollten alle Patienten zwei Zyklen erhalten.",
        "Ob eine Operation sinnvoll ist, soll in einer weiteren Studie geklärt werden.",
        "In der Leitlinie heißt es: „Die Patienten sollten vorgestellt werden.“",
        "Expertenkonsens: Die Patienten sollten in einem Zentrum behandelt werden.",
    ),
    "en": (
        "Recommendation grade B: mediastinoscopy should be performed if nodal status is unclear.",
        "Patients were eligible if they should have had no more than five metastases.",
    ),
}
CONSENSUS = {
    "de": (
        "Konsensstärke: {p} % ({c})",
        "{c} ({p} % Zustimmung)",
        "Zustimmung: {p} %, {c}.",
        "Die Empfehlung wurde mit {p} % Zustimmung angenommen ({c}).",
    ),
    "en": ("Strength of consensus: {p}% ({c})", "{c} ({p}% agreement)"),
}
STAGES = {
    "de": (
        "Nach der {e}. Auflage der TNM-Klassifikation entspricht {t} dem Stadium {s}.",
        "{t} (TNM {e}. Auflage), Stadium {s}.",
        "Patienten im Stadium {s} ({t}, UICC {e}. Auflage) wurden eingeschlossen.",
    ),
    "en": (
        "According to the {e}th edition of the TNM classification, {t} corresponds to stage {s}.",
        "{t} (TNM {e}th edition), stage {s}.",
        "Patients with stage {s} disease ({t}, {e}th edition) were included.",
    ),
}
#: A recommendation with a gap for its verb, singular or plural; where its grade stands; and sentences beside it that recommend nothing.
RECOMMENDED = (
    ("eine PET-CT", "s", "Bei Patienten im Stadium III {v} {o} durchgeführt werden."),
    (
        "den Patienten",
        "s",
        "Nach kompletter Resektion {v} {o} eine adjuvante Chemotherapie angeboten werden.",
    ),
    ("Patienten mit Hirnmetastasen", "p", "{o} {v} interdisziplinär vorgestellt werden."),
    ("die Dosis", "s", "Bei eingeschränkter Nierenfunktion {v} {o} reduziert werden."),
    ("eine Mediastinoskopie", "s", "Vor einer Resektion, wenn die Bildgebung unklar ist, {v} {o} erfolgen."),
    (
        "Kontrolluntersuchungen",
        "p",
        "Alle drei Monate {v} {o} erfolgen, sofern der Allgemeinzustand es zulässt.",
    ),
)
PLACES = (
    "Empfehlungsgrad {g}: {r} {d}",
    "{r} (Empfehlungsgrad {g}) {d}",
    "Empfehlungsgrad: {g}. {r} {d}",
    "{r} Empfehlungsgrad: {g}. {d}",
    "{d} Empfehlungsgrad {g}: {r}",
    "Evidenzbasierte Empfehlung, Empfehlungsgrad {g}, LoE 1b: {r} {d}",
)
DECOYS = (
    "",
    "In den Studien sollten höchstens fünf Metastasen vorliegen.",
    "Eingeschlossen wurden Patienten, die operiert werden konnten.",
    "Dadurch können Rezidive vermieden werden.",
    "Ob dies auch für ältere Patienten gilt, soll in einer weiteren Studie untersucht werden.",
    "Laut Protokoll sollten zwei Zyklen verabreicht werden.",
    "Es kann zu Nebenwirkungen kommen.",
    "In der Vorversion hieß es: „Patienten sollten beobachtet werden.“",
)
