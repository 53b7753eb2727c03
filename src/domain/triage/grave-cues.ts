import type { Cue } from './cues';

/** Words that are grave in some posts and harmless in others; alone they decide nothing, the model weighs them. */
export const graveCues: Cue[] = [
	{
		name: 'sign of injury or danger',
		words:
			'stitches, at the er, in the er, a&e, in a and e, casualty, paramedic*, cornea, throwing up, threw up, thrown up, vomit*, been sick, made me sick, made us sick, is ill, very ill, sick since, rash, blister*, scald*, swollen, swelled, swelling, hives, too hot, hot to touch, red hot, overheat*, melted, melting, fumes, smell of gas, gas smell*, smells of gas, smell gas, smells of petrol, smell of petrol, burning smell, smells of burning, smells like burning, smoke, smoking, fizzing, hissing, bare wire*, exposed wire*, live wire*, tripped the, a shock, shocks, brake, brakes, steering, power steering, cut out at, airbag*, seatbelt*, seat belt*, wheel fell, wheel came, tyre blew, tire blew, carseat, car seat, maggot*, mouse in, mouse droppings, rat in, rats, needle, razor blade, shards, sharp, glass, plastic in, metal in, hair in, raw, pink inside, pink in the middle, undercooked, bed bugs, bedbugs, bitten, cut my, cut her, cut his, sliced, slipped, slipped on, tripped, fell down, fell on, fell off, fell from, collapsed, collapse, ceiling, hit my head, knocked down, knocked over, trapped, crush*, choke, choking, cant breathe, couldnt breathe, throat, wheezing, unconscious, passed out, fainted, bleed, blood, wound*, fracture*, broke my, sprain*, bruise*, chemical*, toxic, mould, mold, asbestos, carbon, recall, recalled, tampered, seal was, seal broken, falling asleep, on his phone while, texting while, speeding, ran a red, drunk',
	},
	{
		name: 'sign of fraud',
		words:
			'dont recognise, dont recognize, do not recognise, do not recognize, didnt make, did not make, wasnt me, was not me, isnt me, not me, never applied, never opened, never signed up, never ordered, did not order, didnt order, didnt authorise, not authorised, emptied, cleared out, cleaned out, drained, wiped out, cloned, copied my, pretending, claims to be, claiming to be, posing as, using my name, using your name, in my name, using my photo*, using my pictures, my pics, fake, legit, genuine, is this you, is this really you, really from you, scam*, scammer*, swindl*, conned, phish*, spoof*, suspicious, sim swap, my savings, balance is zero, balance is 0, all of it gone, money gone, money has gone, standing order, direct debit i, a stranger, strangers, someone else, somebody else, someone is, somebody is, someone has, somebody has, someone logged, logged in from, login from, password was changed, password changed, email was changed, changed my email, two factor, 2fa, one time code, otp, verification code*',
	},
	{
		name: 'sign of a privacy breach',
		words:
			'other customers, another customer, another customers, other peoples, another persons, somebody elses, someone elses, wrong persons, a strangers, my address, my home address, my phone number, my number to, my medical, medical notes, medical records, patient, my details, her details, his details, their details, full statement, bank details, card details, names and addresses, gave out my, gave my, passed my, sold my, sending my, emailed my, cc d, cced, in cc, bcc, visible to, can see my, can see everyone*, could see, see any, public, made public, exposed, leak*, subject access, data protection, data request, ico, recorded me, recording me, filming, camera in, hidden camera, tracking me, listening to',
	},
	{
		name: 'sign of discrimination or harassment',
		words:
			'skin colour, skin color, because im black, because i am black, because im, because shes, because hes, because were, because of my, because of her, because of his, because of our, your kind, people like me, people like us, my accent, go back to, hijab, headscarf, turban, mosque, muslim*, jewish, gypsies, gypsy, traveller, gay, lesbian, trans, queer, holding hands, my wife and i, two men, two women, breastfe*, nursing, guide dog, assistance dog, service dog, service animal, deaf, blind, hearing aid, bsl, autis*, touched me, touched my, touching me, grabbed, groped, creepy, followed me, following me, followed round, followed around, crossed a line, inappropriate*, leering, catcall*, intimidat*, threaten*, threat, threats, abusive, abuse, abused, abusing, bully, bullied, bullying, hate, hateful, slur*, called me a, called her a, called him a, spat, shoved, pushed me, hit me, manhandled, dragged',
	},
	{
		name: 'sign of legal steps',
		words:
			'tribunal, court, courts, consumer forum, consumer court, letter before action, letter before claim, legal, legally, legal team, legal advice, lawyers, my lawyer, attorneys, my solicitor, solicitors, barrister, sue, sued, suing, sues, litigation, claim against, pursuing, regulator*, watchdog, ombudsman, ofcom, ofgem, ofwat, fca, financial ombudsman, trading standards, bbb, attorney general, consumer protection, consumer rights act, section 75, chargeback, statutory, breach of contract, breach of, the police, to the police, reported to police, crime number, crime reference, fir',
	},
	{
		name: 'sick, old or very young person',
		words:
			'years old, year old, yr old, yrs old, days old, weeks old, months old, a newborn, newborn*, baby, babies, infant, toddler*, twins, premature, breast milk, formula, my mum, my mom, my mother, my dad, my father, my gran, my grandma, my grandad, my nan, my nana, grandmother, grandfather, grandparents, pensioner*, elderly, frail, hardly walk, cant walk, unable to walk, walking frame, walker, crutches, housebound, bedbound, carer, carers, caring for, care home, nursing home, widow*, dementia, alzheimer*, parkinson*, stroke, cancer, chemo, tumour, tumor, a lump, biopsy, heart, pacemaker, transplant, kidney, crohn*, colitis, ms, copd, asthma, inhaler*, cpap, epipen*, allergic, allergy, allergies, nut, nuts, peanut*, coeliac, celiac, gluten, diabet*, insulin, pump, glucose, sensor reading, seizure*, thyroid, tablets, meds, pills, prescription*, pharmacy, doctor, gp, surgery, operation, hospital, hospice, scan, appointment, midwife, pregnan*, due date, in labour, in labor, wheelchair*, mobility, ramp, stairlift, blue badge, disab*, special needs, autistic, anxiety, panic attack*, suicid*, self harm, mental health, cardiac, blood pressure, blood thinner*',
	},
];
