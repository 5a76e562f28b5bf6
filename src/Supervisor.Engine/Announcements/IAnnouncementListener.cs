namespace Supervisor.Engine.Announcements;

/// <summary>Is told everything about every process, in order, on the loop's thread.</summary>
public interface IAnnouncementListener
{
    void Hear(in Announcement announcement);
}
