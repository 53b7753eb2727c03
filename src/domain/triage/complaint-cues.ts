import type { Cue } from './cues';
import { graveCues } from './grave-cues';

/** Words of something gone wrong. A trailing `*` stands for any ending, `<num>` for any number. */
export const complaintCues: Cue[] = [
	{
		name: 'failure',
		words:
			'broken, broke, breaks, breaking, fail, fails, failed, failing, failure, error, errors, bug, bugs, buggy, glitch*, crash*, freez*, frozen, faulty, defect*, malfunction*, damaged, leak, leaks, leaking, cracked, corrupt*, stuck, dead, died, dies, fault, outage*, offline, unavailable, unable, unsuccessful, down again, is down, are down, went down, gone down, goes down, site down, going down, cut off, cuts out, power off, powering off, turned off, torn, ripped, smashed, scratched, dented, stained, mouldy, moldy, rotten, peeling, burnt, overheat*, lagging, laggy, keeps dropping, drops out, blurry, slow',
	},
	{
		name: 'problem',
		words:
			'problem, problems, issue, issues, trouble, difficulty, difficulties, having trouble, mess, messed up, screwed up, wrong, incorrect, incorrectly, mistake, what happened, went wrong, gone wrong, something wrong, screwing, mixed up, messing, complaint, complaints, complain, complained, complaining, concern, inconvenien*, hassle',
	},
	{
		name: 'anger',
		words:
			'worst, terrible, terribly, horrible, horribly, horrific, awful, pathetic, disgrace*, disgust*, appalling, atrocious, dreadful, ridiculous*, unacceptable, shocking, shocked, useless, rubbish, garbage, trash, crap*, shit*, bullshit, joke, scam*, ripoff, rip off, robbery, thieves, liars, lies, lied, lying, stupid, idiot*, incompeten*, unprofessional, rude, shame, shameful, shambles, absurd, insane, sucks, suck, sucked, hate, hated, furious, angry, livid, fuming, pissed, outrage*, nightmare, hell, poor, poorly, bad, lousy, shoddy, nasty, gross, unsafe, unfair, misleading, unethical, deceptive, clueless, careless, ignoring, ignored',
	},
	{
		name: 'disappointment',
		words:
			'disappoint*, unhappy, frustrat*, annoy*, upset, upsetting, dissatisf*, unsatisf*, sad, sick of, fed up, tired of, let down, unimpressed, underwhelm*, gutted, regret, expected better, expected more, expect better, thought better, come on, get it together, wake up, sort it out, sort yourselves, do better, seriously, bored of, enough, irritat*',
	},
	{
		name: 'swearing',
		words:
			'fuck*, wtf, damn, dammit, bloody, ffs, bitch*, ass, asshole*, piss, omfg, smh, goddamn, bastard*, the hell, the heck, what the, af, arse',
	},
	{
		name: 'time waited',
		words:
			'still waiting, been waiting, waiting for, waited, waiting since, keep waiting, <num> weeks, <num> days, <num> hours, <num> hrs, <num> hr, <num> months, <num> week, <num> month, <num> hour, <num> day, <num> mins, <num> minutes, <num> times, weeks ago, days ago, months ago, week ago, month ago, hours ago, for hours, for days, for weeks, for months, for ages, all day, all morning, all night, past week, past few, last week, last month, since last, since yesterday, since monday, since friday, so long, too long, this long, how long, how much longer, how many times, how many more, on hold, in queue, forever, ages',
	},
	{
		name: 'lateness',
		words:
			'late, delay*, overdue, past due, slow response, no eta, behind schedule, missed, never arrived, never came, never received, never got, never turned up, never showed, no show, yet to, cancelled, canceled, cancels, cancellation*, postponed, stranded',
	},
	{
		name: 'still or again',
		words:
			'still, another, yet again, once again, again, every time, everytime, each time, always, constantly, continuously, continually, keep getting, keeps, keep, repeatedly, multiple times, several times, many times, countless, numerous, second time, third time, 2nd time, 3rd time, twice, never, ever, anymore, any more, no longer, continues, multiple',
	},
	{
		name: 'no answer',
		words:
			'no response, no reply, no answer, no one, noone, nobody, no update, no updates, no email, no call, no callback, no call back, no communication, no information, no explanation, no help, no luck, no customer service, no resolution, no solution, no sign of, unanswered, unresolved, unhelpful, hung up, ignore my, ignoring me, fobbed off, passed around, runaround, run around, heard nothing, nothing happened, nothing back, got nothing, done nothing, to no avail, reply to my, respond to my, answer my, check my dm, check dm, read my dm, reply my, reply to me, please reply, please respond, check your dm, check your dms, please check',
	},
	{
		name: 'nothing there',
		words:
			'no internet, no wifi, no power, no electricity, no water, no service, no signal, no network, no coverage, no connection, no sound, no heating, no heat, no hot water, no seats, no seat, no train, no trains, no bus, no stock, no option, no way, no idea why, no reason, no apology, no refund, no confirmation, no tracking, none of, without any, lack of, zero, missing, lost, losing, lose, loses, loss, vanished, disappeared, stolen, empty, out of stock, sold out, discontinued, short of, ran out, run out, left out, gone missing, nowhere',
	},
	{
		name: 'money taken',
		words:
			'charged, overcharg*, overpriced, charging me, charge me, charges, double charged, charged twice, billed, deducted, debited, taken from my, took my money, my money, money back, refund*, reimburs*, compensat*, wasted, waste of, waste, wasting, paid for, i paid, we paid, paying for, i pay, hidden fee*, fee, fees, fraud*, expensive, price hike, cost me, costing me, out of pocket, rip*, owed, owe me',
	},
	{
		name: 'shut out',
		words:
			'locked out, locked, suspended, banned, blocked, disabled, hacked, deactivated, logged out, kicked, denied, rejected, declined, refused, refuse, refuses, refusing, not allow*, wont let, doesnt let, not letting, access denied, invalid, impersonat*, unauthori*, disconnect*, log in, login, sign in, logging in',
	},
	{
		name: 'owned things',
		words:
			'my order, my package, my parcel, my delivery, my account, my bag, my bags, my luggage, my flight, my train, my phone, my laptop, my card, my bill, my claim, my car, my internet, my wifi, my power, my app, my console, my computer, my printer, my tv, my refund, my payment, my email, my emails, my subscription, my reservation, my booking, my room, my ticket, my tickets, my food, my meal, my shoes, my game, my watch, my screen, our order, our flight, our room, my daughter*, my son, my wife, my husband, my kids, my mum, my mom, my mother',
	},
	{
		name: 'poor treatment',
		words:
			'customer service, customer support, customer care, cust serv, customerservice, customer experience, tech support, loyal customer, longtime customer, your staff, your employee*, your driver, your service, your website, your site, your app, your system, your company, your policy, your team, your agent*, your store, the manager, supervisor, manager, you guys, you people, yall, told me, tells me, was told, been told, promised, promise, claims, claimed, supposed to, should be, should have, shouldnt, meant to, was meant',
	},
	{
		name: 'contrast',
		words:
			'but, however, yet, even though, although, despite, instead, only to, except, even, just, only, at least, not even, unless, supposedly, apparently, actually, then, now, until, because, so called',
	},
	{
		name: 'never again',
		words:
			'never again, last time, never buy*, never order*, never using, never shop*, never fly*, lost a customer, lose a customer, losing a customer, losing customers, switch to, switching to, switching, take my business, taking my business, going elsewhere, unsubscrib*, boycott, cancel my, cancelling my, canceling my, close my account, closing my account, leave you, leaving you, not worth, beware, avoid, stay away, do not buy, dont buy, dont bother, hire better, goodbye, return it, sending it back, sent back, send back, replacement, warranty, exchange',
	},
	{
		name: 'reported fault',
		words:
			'stopped, wont, stops, quit working, keeps saying, it says, says, saying, showing, shows, message, code, blank, black screen, loop, restart*, reboot*, reset, reinstall*, tried everything, have tried, ive tried, i tried, tried, trying to, trying, attempt*, since update, after update, latest update, new update, update, updated, upgrade*, suddenly, randomly, noise, smell, hair in, bug in, cold, raw, undercooked, stale, expired, soggy',
	},
	{
		name: 'failing hashtag',
		words:
			'fail, unhappycustomer, badservice, poorservice, notimpressed, nothappy, disappointed, fails, unacceptable, ridiculous, customerservicefail, neveragain, badcustomerservice, poorcustomerservice, rude, annoyed, epicfail, firstworldproblems, notcool, wtf, frustrated, nothelpful, boycott*, scam, shame*, worst*, angry*',
		hashtagOnly: true,
	},
	...graveCues,
];
