import { execFile } from 'node:child_process';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Both write what the server reads and answer what to run. Everything it keeps is below `home`. */
export async function writeDovecot(
	home: string,
	imapPort: number,
	password: string,
): Promise<string[]> {
	const mail = join(home, 'mail');
	const [uid, gid] = await readUser('nobody');
	await mkdir(mail, { recursive: true });
	await chown(mail, uid, gid);
	const path = join(home, 'dovecot.conf');
	await writeFile(
		path,
		`base_dir = ${home}/dovecot
state_dir = ${home}/dovecot-state
listen = 127.0.0.1
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
log_path = ${home}/log
mail_location = maildir:${mail}/%n
first_valid_uid = 1
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${mail}/%n
}
service imap-login {
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  unix_listener ${home}/lmtp {
    mode = 0666
  }
}
protocol lmtp {
  auth_username_format = %n
}
`,
	);
	return ['/usr/sbin/dovecot', '-F', '-c', path];
}

export async function writePostfix(home: string, smtpPort: number): Promise<string[]> {
	const directory = join(home, 'postfix');
	const data = join(home, 'postfix-data');
	const [uid, gid] = await readUser('postfix');
	await mkdir(join(home, 'postfix-queue'), { recursive: true });
	await mkdir(directory, { recursive: true });
	await mkdir(data, { recursive: true });
	await chown(data, uid, gid);
	await writeFile(
		join(directory, 'main.cf'),
		`compatibility_level = 3.6
queue_directory = ${home}/postfix-queue
data_directory = ${data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.acme.example
mydestination = acme.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
local_recipient_maps =
mailbox_transport = lmtp:unix:${home}/lmtp
default_transport = error:5.4.4 no outside delivery here
relay_transport = error:5.4.4 no outside delivery here
alias_maps =
alias_database =
smtpd_tls_security_level = none
message_size_limit = 1048576
maillog_file_prefixes = ${home}
maillog_file = ${home}/log
smtpd_recipient_restrictions = reject_unauth_destination
smtpd_relay_restrictions = reject_unauth_destination
`,
	);
	await writeFile(join(directory, 'master.cf'), toServices(smtpPort));
	return ['/usr/sbin/postfix', '-c', directory, 'start-fg'];
}

/** None of them in a jail of its own: those are made by the package's own start script. */
const toServices = (smtpPort: number) =>
	[
		`127.0.0.1:${smtpPort} inet n - n - - smtpd`,
		'pickup unix n - n 60 1 pickup',
		'cleanup unix n - n - 0 cleanup',
		'qmgr unix n - n 300 1 qmgr',
		'rewrite unix - - n - - trivial-rewrite',
		...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
		'verify unix - - n - 1 verify',
		'flush unix n - n 1000? 0 flush',
		'proxymap unix - - n - - proxymap',
		'proxywrite unix - - n - 1 proxymap',
		...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
		'local unix - n n - - local',
		'lmtp unix - - n - - lmtp',
		'anvil unix - - n - 1 anvil',
		'scache unix - - n - 1 scache',
		'showq unix n - n - - showq',
		'postlog unix-dgram n - n - 1 postlogd',
		'',
	].join('\n');

async function readUser(name: string): Promise<[uid: number, gid: number]> {
	const ids = await Promise.all(
		['-u', '-g'].map(async (flag) => (await promisify(execFile)('id', [flag, name])).stdout),
	);
	return [Number(ids[0]), Number(ids[1])];
}
