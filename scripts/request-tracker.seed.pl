# Puts into an empty Request Tracker what the Case Forwarder needs, and prints the bot's token and
# root's, a line each.
# The same fields and rights are listed for admins in docs/desks/request-tracker.md.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib', '/usr/local/share/request-tracker5/lib';
use RT -init;

my $admin = RT->SystemUser;

sub done { my ($id, $message) = @_; die "failed: $message" unless $id; return $id }

my $root = RT::User->new($admin);
$root->Load('root');
done($root->SetPassword($ENV{RT_ROOT_PASSWORD})) unless $root->IsPassword($ENV{RT_ROOT_PASSWORD});

sub queue {
    my ($name, $description) = @_;
    my $queue = RT::Queue->new($admin);
    $queue->Load($name);
    done($queue->Create(Name => $name, Description => $description)) unless $queue->id;
    return $queue;
}

my $queue = queue('Social', 'Customer care on X');
my $second = queue('Second Line', 'Where staff move what they cannot solve');
my $bare = queue('Bare', 'Has no custom fields');

for my $field (
    ['X Case Key', 'RT::Queue-RT::Ticket', 'FreeformSingle',   1],
    ['X Post Id',  'RT::Queue-RT::Ticket', 'FreeformMultiple', 0],
    ['X User Id',  'RT::User',             'FreeformSingle',   1],
    ['X Handle',   'RT::User',             'FreeformSingle',   0],
    ['X Followers', 'RT::User',            'FreeformSingle',   0],
    ['X Profile',  'RT::User',             'FreeformSingle',   0],
) {
    my ($name, $lookup, $type, $unique) = @$field;
    my $cf = RT::CustomField->new($admin);
    $cf->LoadByCols(Name => $name, LookupType => $lookup);
    next if $cf->id;
    done($cf->Create(Name => $name, Type => $type, LookupType => $lookup, UniqueValues => $unique));
    my @objects = $lookup eq 'RT::User' ? RT::User->new($admin) : ($queue, $second);
    done($cf->AddToObject($_)) for @objects;
}

# What agents correct a class with (workflows/40-learn-from-corrections.json).
my $class = RT::CustomField->new($admin);
$class->LoadByCols(Name => 'X Class', LookupType => 'RT::Queue-RT::Ticket');
unless ($class->id) {
    done($class->Create(Name => 'X Class', Type => 'SelectSingle', LookupType => 'RT::Queue-RT::Ticket'));
    done($class->AddValue(Name => $_)) for qw(complaint question praise comment not_for_us);
    done($class->AddToObject($_)) for $queue, $second;
}

my $bot = RT::User->new($admin);
$bot->Load('x-care');
done($bot->Create(Name => 'x-care', EmailAddress => 'x-care@example.test', Privileged => 1))
    unless $bot->id;
my @in_queue = qw(SeeQueue CreateTicket ShowTicket ShowTicketComments ReplyToTicket CommentOnTicket
    ModifyTicket OwnTicket SeeCustomField ModifyCustomField Watch);
my @everywhere = qw(AdminUsers SeeCustomField ModifyCustomField);
for my $grant (map({ [$_, @in_queue] } $queue, $second, $bare), [RT->System, @everywhere]) {
    my ($object, @names) = @$grant;
    for my $right (@names) {
        next if $bot->HasRight(Right => $right, Object => $object);
        done($bot->PrincipalObj->GrantRight(Right => $right, Object => $object));
    }
}

for my $owner ($bot, $root) {
    my $token = RT::AuthToken->new($admin);
    my ($id, $message, $secret) = $token->Create(Owner => $owner->id, Description => 'x-care');
    done($id, $message);
    print "$secret\n";
}
