namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>
/// Makes the kernel look older to a program and all that it starts: a filter of system calls (seccomp(2)) answers as a kernel would that
/// does not know them.
/// </summary>
internal static class OlderKernel
{
    /// <summary>Without any pidfd, and without clone3 and close_range.</summary>
    public const string WithoutPidfds = "4.19";

    /// <summary>With pidfds that do not tell how a process ended.</summary>
    public const string WithoutExits = "6.14";

    private const int Refused = 77;

    /// <summary>
    /// The system calls from 424 on came with 5.1 and later, under the same numbers on every architecture. A pidfd is no terminal, which is
    /// what ioctl says of all that it does not know (ioctl(2)).
    /// </summary>
    private const string Source = """
        #include <errno.h>
        #include <linux/audit.h>
        #include <linux/filter.h>
        #include <linux/seccomp.h>
        #include <stddef.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/prctl.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        #define FIRST_NEW_CALL 424
        #define P_PIDFD 3
        #define PIDFD_GET_INFO 0xFF0B
        #define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
        #define ANSWER(number) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (number))
        #define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
        #define IF_EQUAL(value, then, otherwise) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)

        static struct sock_filter all[] = {
            LOAD(nr),
            BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FIRST_NEW_CALL, 0, 1),
            ANSWER(ENOSYS),
            IF_EQUAL(__NR_waitid, 0, 3),
            LOAD(args[0]),
            IF_EQUAL(P_PIDFD, 0, 1),
            ANSWER(EINVAL),
            ALLOW,
        };

        static struct sock_filter exits[] = {
            LOAD(nr),
            IF_EQUAL(__NR_ioctl, 0, 4),
            LOAD(args[1]),
            BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xFFFF),
            IF_EQUAL(PIDFD_GET_INFO, 0, 1),
            ANSWER(ENOTTY),
            ALLOW,
        };

        int main(int count, char **words)
        {
            if (count < 3)
                return 2;
            struct sock_fprog program = { sizeof all / sizeof *all, all };
            if (strcmp(words[1], "6.14") == 0)
                program = (struct sock_fprog){ sizeof exits / sizeof *exits, exits };
            if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
            {
                perror("seccomp");
                return 77;
            }
            execv(words[2], words + 2);
            perror(words[2]);
            return 127;
        }
        """;

    /// <summary>The words in front of a command; the test is skipped where no such filter can be had.</summary>
    public static string[] Wrapper(string directory, string version)
    {
        var program = CompiledProgram.Make(directory, "older", Source);
        var tried = Command.Run([program, version, Host.Needs("true")]);
        Skip.If(tried.ExitStatus == Refused, $"no filter of system calls can be set here: {tried.Error.Trim()}");
        tried.ExitStatus.ShouldBe(0, tried.Error);
        return [program, version];
    }
}
