/** What a clinic answers, by question: everything understood at once, and nothing that contradicts. */
export const english: Readonly<Record<string, string>> = {
  "objectives.goals": "Book more tests\nAnswer questions about reports",
  "interaction.users": "Patients and their families",
  "interaction.channels": "WhatsApp",
  "languages.spoken": "Hindi and English",
  "hours.open": "9 am to 6 pm",
  "consent.personal": "Yes, name and phone",
  "consent.marketing": "No",
  "payments.take": "No",
  "flow.steps":
    "Ask which test they want\nCheck the free slots\nIf none is free, hand over to a colleague\nBook the slot",
  "interaction.first": "No",
  "escalation.within": "10 minutes",
  "consent.days": "90",
  "kpi.baseline": "20",
  "kpi.target": "25",
};

/** The same in Hindi, with its digits. */
export const hindi: Readonly<Record<string, string>> = {
  "objectives.goals": "ज़्यादा जाँच बुक हों",
  "languages.spoken": "हिंदी",
  "hours.open": "सुबह ९ बजे से शाम ६ बजे",
  "flow.steps": "जाँच पूछें → समय बुक करें",
  "interaction.first": "हाँ",
  "escalation.within": "१०",
  "consent.days": "९०",
  "consent.personal": "हाँ",
  "consent.marketing": "नहीं",
  "payments.take": "हाँ",
  "kpi.baseline": "२०",
  "kpi.target": "३०",
};
