package dev.touchstone.suites.mcp;

/** What is said to a server and heard from it: one message a line (Model Context Protocol, transports, stdio). */
interface Lines {
    /** @throws McpServerException when the server does not take it */
    void send(String line);

    /**
     * Says that from now on an answer is waited for, however many lines come before it. All answers together have a limit, too.
     *
     * @param answer for messages, such as "initialize"
     */
    void expect(String answer);

    /**
     * The next line.
     *
     * @throws McpServerException when none comes, or the answer has been waited for too long, or nothing will come any more
     */
    String receive();
}
