using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Viml.Web.Page;

/// <summary>
/// The page and its headers. Nothing that stands in a name or a tag can become code in it: only scripts and styles of this server count.
/// </summary>
internal static class PageFiles
{
    /// <summary>What stands in the page for the number that allows a style that a script makes.</summary>
    public const string NoncePlaceholder = "{{nonce}}";

    private const string PageName = "index.html";

    public static void UsePage(this WebApplication app, string folder)
    {
        app.Use(async (context, next) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            SetHeaders(context.Response.Headers, nonce);
            if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path is { Value: "/" or "/" + PageName }
                && Path.Combine(folder, PageName) is var page && File.Exists(page))
            {
                var text = await File.ReadAllTextAsync(page, context.RequestAborted);
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.Headers.CacheControl = "no-store"; // the number is good once
                await context.Response.WriteAsync(text.Replace(NoncePlaceholder, nonce, StringComparison.Ordinal), context.RequestAborted);
                return;
            }
            await next(context);
        });
        if (!Directory.Exists(folder)) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            // The files have no version in their names: browsers ask whether theirs is still the newest.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }

    private static void SetHeaders(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; media-src 'self' blob:; " +
            "img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
            "frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
