import type { Cue } from './cues';
import type { Urgency } from './triage';

/** Words that alone make a post critical or urgent. */
/** Words that alone make a post critical or urgent; they also speak for a complaint. */
export const urgencySigns: Array<Cue & { urgency: Urgency }> = [
	{
		name: 'injury or danger',
		urgency: 'critical',
		words:
			'injur*, bleeding, hurt my, burned me, burnt me, burned my, burning, on fire, caught fire, fire hazard, smoke coming, smoke from, smoke out of, smokes, smoking when, started smoking, is smoking, sparks, sparking, electrocuted, electric shock, exploded, explosion, gas leak, carbon monoxide, unsafe, dangerous, safety hazard, hazardous, choked, choking hazard, food poisoning, poisoned, glass in my, metal in my, allergic reaction, anaphyla*, hospital, hospitali*, ambulance, emergency room, accident because, brakes failed, life threatening, could have died, nearly died, suicide, suicidal',
	},
	{
		name: 'fraud or account takeover',
		urgency: 'critical',
		words:
			'fraud*, hacked, hacker, hackers, identity theft, stole my identity, impersonat*, fake account, phishing, unauthorised charge*, unauthorized charge*, unauthorised transaction*, unauthorized transaction*, unauthorised payment*, unauthorized payment*, someone used my, used my card, stolen card, stolen from my account, account was stolen, account got stolen, scammed, pretending to be me',
	},
	{
		name: 'privacy',
		urgency: 'critical',
		words:
			'data breach, privacy breach, breach of privacy, gdpr, leaked my, my personal data, my personal information, my private information, someone elses account, someone elses details, someone elses order details, sent my details, shared my details, shared my number, published my, doxx*',
	},
	{
		name: 'discrimination or harassment',
		urgency: 'critical',
		words:
			'discriminat*, racist, racism, racial*, racially profiled, sexist, homophobi*, transphobi*, islamophobi*, antisemit*, harass*, sexually, groped, assault*, threatened me, stalk*, bullying, abused by, slur, slurs',
	},
	{
		name: 'legal threat',
		urgency: 'critical',
		words:
			'lawyer*, attorney*, solicitor*, legal action, take you to court, see you in court, small claims, lawsuit, sue you, suing, going to sue, will sue, ombudsman, consumer court, trading standards, class action, police report, report you to, filed a complaint with, better business bureau, bbb complaint',
	},
	{
		name: 'medical or vulnerable person',
		urgency: 'critical',
		words:
			'insulin, medication, my medicine, prescription, oxygen, dialysis, surgery, an operation, my operation, chemo*, wheelchair, disabled person, disabled passenger, disabled customer, im disabled, is disabled and, disability, newborn, pregnant, elderly, baby formula, life support, medical equipment, medical device, diabetic, epilep*, unaccompanied, year old mother, year old father, year old grandmother',
	},
	{
		name: 'stranded',
		urgency: 'urgent',
		words:
			'stranded, stuck at, stuck in, stuck on, stuck here, missed my flight, missed our flight, missed my connection, missed our connection, side of the road, broke down on, broken down on, sleeping at the airport, nowhere to stay, no way home, cant get home, still at the airport, lost my luggage, my luggage, my bags, lost my bag, losing my bag, losing my luggage, lost luggage',
	},
	{
		name: 'down now',
		urgency: 'urgent',
		words:
			'outage*, no power, no electricity, no internet, no wifi, no water, no heating, no heat, no hot water, no service, no signal, no network, no coverage, no phone, no broadband, no connection, power is out, power out, power went out, internet is down, site is down, website is down, app is down, servers down, server down, servers are down, everything is down, is it down, are you down, system is down, without power, without internet, without water, without heat, power cut, blackout',
	},
	{
		name: 'deadline within a day',
		urgency: 'urgent',
		words:
			'asap, urgent, urgently, immediately, right now, by tonight, by tomorrow, need it tomorrow, need it today, need it tonight, flight tomorrow, flight today, flight tonight, leaving tomorrow, leaves in, departs in, deadline today, deadline tomorrow, due today, due tomorrow, tomorrow morning, wedding tomorrow, in <num> hours, in an hour, help needed now, need help now, exam tomorrow',
	},
	{
		name: 'money wrongly taken',
		urgency: 'urgent',
		words:
			'overcharg*, double charged, charged twice, charged me twice, billed twice, charged me for, charged for something, wrongly charged, charged wrongly, took my money, taken my money, stole my money, money back, where is my refund, wheres my refund, not refunded, no refund, still no refund, refund still, refuse to refund, refusing to refund, deducted, debited, double payment, did not authorize, didnt authorize, did not authorise, bill shock, where is my money, keep my money, kept my money',
	},
	{
		name: 'locked out',
		urgency: 'urgent',
		words:
			'locked out, account locked, account is locked, account has been locked, account suspended, account is suspended, been suspended, account banned, been banned, permanently banned, account disabled, account deactivated, account disappeared, account has disappeared, account blocked, account has been blocked, account has been suspended, false suspension, cant access my account, cannot access my account, unban, unlock my, account deleted',
	},
	{
		name: 'contacted again and again',
		urgency: 'urgent',
		words:
			'<num> emails, <num> calls, <num> phone calls, <num>th time, fourth time, 4th time, 5th time, third time, 3rd time, dozen times, so many times, many times, multiple times, several times, numerous times, countless times, called <num> times, emailed <num> times, asked <num> times, multiple emails, numerous emails, several emails, numerous calls, multiple calls, keep calling, keep emailing, keep asking, ignoring my, ignored my, ignoring me, still no response, still no reply, still no answer, fobbed off, passed around, hung up on me, weeks and no, days and no, reply to my dm, reply my dm, reply to my messages, respond to my dm, answer my dm',
	},
];

/** Cues of the classifier that are grave only side by side. */
export const together: Array<{
	name: string;
	first: string[];
	second: string[];
	urgency: Urgency;
}> = [
	{
		name: 'money outstanding',
		first: ['money taken'],
		second: ['time waited', 'lateness', 'no answer'],
		urgency: 'urgent',
	},
	{
		name: 'contacted again and again',
		first: ['no answer'],
		second: ['still or again', 'time waited'],
		urgency: 'urgent',
	},
];

/** A complaint with one of these names a fact that somebody can look into. */
export const concreteCues = [
	'failure',
	'problem',
	'lateness',
	'time waited',
	'nothing there',
	'money taken',
	'shut out',
	'not working',
	'no answer',
	'reported fault',
	'owned things',
	'everyday things',
	'poor treatment',
];
